"""JSON with a sum over all of it: whoever reads it again knows whether it is as it was written."""

from __future__ import annotations

import json
from typing import Any

from supervision.store.answers import sha256


def sealed(told: dict[str, Any]) -> str:
    return json.dumps(told | {"seal": _seal(told)}, indent=1)


def unsealed(content: str | bytes) -> dict[str, Any]:
    """What was told, without its seal; ValueError for what is cut off or was altered."""
    try:
        told = json.loads(content)
    except RecursionError as error:
        raise ValueError("brackets within brackets without end") from error
    if not isinstance(told, dict) or told.pop("seal", None) != _seal(told):
        raise ValueError("its sum does not fit")
    return told


def _seal(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True))
