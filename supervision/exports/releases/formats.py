"""Every format in which a release leaves the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supervision.exports.releases import open_data
from supervision.releases.life import Release
from supervision.text import Language, Text


@dataclass(frozen=True)
class Format:
    """One kind of file: how it is made, how its name ends, what a browser is told that it is."""

    title: Text
    make: Callable[[Release, Language], bytes]
    ending: str
    mime: str


FORMATS: Mapping[str, Format] = {
    "csv": Format(
        Text(zh="开放数据包", en="Open data"),
        lambda release, _: open_data.package(release),
        ".zip",
        "application/zip",
    ),
}
