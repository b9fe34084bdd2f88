"""`make bench`: every section measured on this machine and written to docs/performance.md.

A section is a module beside this one with `measured() -> Section`. Name some to measure only those; what the
others found last stays as it stands.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.bench.section import Section

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
SECTIONS: tuple[str, ...] = (
    "opening",
    "intake",
    "intake_large",
    "many_readers",
    "publishing",
    "growth",
    "beyond_memory",
)
"""In the order in which they are read."""
PACKAGES = ("streamlit", "duckdb", "plotly", "dash", "pandas", "pyarrow")


def main(asked: list[str]) -> None:
    """Measure what was asked for, or everything, and write it down."""
    if unknown := set(asked) - set(SECTIONS):
        sys.exit(f"There is no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}.")
    for name in asked or SECTIONS:
        section: Section = import_module(f"tests.bench.{name}").measured()
        print(section.as_markdown(), flush=True)
        _keep(name, section)


def _keep(name: str, section: Section) -> None:
    """Put one section in its place, and leave the others as they were."""
    kept = dict(
        re.findall(r"<!-- (\w+) -->\n(.*?)(?=<!-- \w+ -->|\Z)", PAGE.read_text("utf-8"), re.DOTALL)
        if PAGE.exists()
        else []
    )
    kept[name] = f"{section.as_markdown()}\nMeasured on {_machine()}.\n"
    parts = [f"<!-- {name} -->\n{kept[name]}" for name in SECTIONS if name in kept]
    PAGE.write_text("\n".join((_HEAD, *parts)).rstrip() + "\n", encoding="utf-8")


_HEAD = """# Performance, measured

Written by `make bench`; not edited by hand. Times are wall clock, medians with the quickest and slowest run in brackets;
ratios hold where seconds don't, for what is compared ran in turn on the same machine.
"""


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {packages}"


if __name__ == "__main__":
    main(sys.argv[1:])
