"""How a ledger file of an earlier schema becomes one of today's: numbered steps, each SQL, run in order and once.

`007.sql` brings a file of schema 6 to schema 7; its first line says what changed and why. A step that has landed is
never edited, for files have gone through it. What a schema took in without a new number is made `if not exists` by
the next step. After the last step the file has the tables that `schema.py` declares, which a test holds for every
earlier schema; reference lists and views need no step, they are made anew whenever the program's differ.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent


def steps_after(version: int) -> dict[int, list[str]]:
    """The statements of every step that a file of that schema has yet to take, by the schema they lead to."""
    numbered = {int(path.stem): path for path in sorted(FOLDER.glob("[0-9]*.sql"))}
    return {number: statements(path) for number, path in numbered.items() if number > version}


def statements(path: Path) -> list[str]:
    """The single statements of a step."""
    return [told.query for told in duckdb.extract_statements(path.read_text(encoding="utf-8"))]
