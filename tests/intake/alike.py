"""Two files, read and checked, held against each other."""

from __future__ import annotations

from dataclasses import fields

from supervision.ledgers.rows import CheckedFile, RefusedFile


def differences(one: CheckedFile, other: CheckedFile | RefusedFile) -> list[str]:
    """The names of everything in which they are unlike."""
    if isinstance(other, RefusedFile):
        return ["refused"]
    told = [each.name for each in fields(CheckedFile) if each.compare and each.name != "columns"]
    unlike = [name for name in told if getattr(one, name) != getattr(other, name)]
    unlike += [name for name in other.columns if list(one.columns[name]) != list(other.columns[name])]
    return unlike
