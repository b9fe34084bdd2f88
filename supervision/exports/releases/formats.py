"""Every format in which a release leaves the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supervision.exports.releases import open_data
from supervision.releases.life import Release


@dataclass(frozen=True)
class Format:
    """One kind of file: how it is made, and how its name ends."""

    make: Callable[[Release], bytes]
    ending: str


FORMATS: Mapping[str, Format] = {"csv": Format(open_data.package, ".zip")}
