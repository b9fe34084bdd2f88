"""Questions: every .sql file under queries/ with what it asks, its grain and its parameters.

The first comment lines of a file are its declaration:

    -- How many leads did each source bring?
    -- one row per: by, member
    -- split by: source, month     (only where rows can be parted so)
    -- $from_day: first day of the period
    select ...

The same text runs unchanged in the DuckDB shell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from supervision.store.answers import sha256
from supervision.store.database import NOTHING, Database, local_now
from supervision.store.kept_words import Period, kept_in, of_its_period
from supervision.store.words_read import filters_of

FOLDER = Path(__file__).resolve().parents[2] / "queries"

_PARAMETER = re.compile(r"^-- \$(\w+): (.+)$")
_GRAIN = "-- one row per: "
_SPLITS = "-- split by: "


@dataclass(frozen=True)
class Question:
    """One reviewed query."""

    name: str
    """Its path under queries/, without the ending: leads/received."""
    asks: str
    grain: tuple[str, ...]
    parameters: dict[str, str]
    sql: str
    splits: tuple[str, ...] = ()
    """Of a question that gives the rows behind a number: the columns by which they can be parted."""

    @property
    def sha256(self) -> str:
        return sha256(self.sql)


class WrongQuery(Exception):
    """A query that breaks its own declaration: a defect of this program, not of the data."""


@cache
def question(name: str) -> Question:
    """The question of that name, as it is asked today."""
    return read_question(name, (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def read_question(name: str, sql: str) -> Question:
    """A question from its text; WrongQuery when it declares none."""
    lines = sql.splitlines()
    grain = next((line.removeprefix(_GRAIN) for line in lines if line.startswith(_GRAIN)), "")
    if not lines[0].startswith("-- ") or not grain:
        raise WrongQuery(f"{name}: the first lines must say the question and its grain")
    parameters = {match.group(1): match.group(2) for line in lines if (match := _PARAMETER.match(line))}
    if used := set(re.findall(r"\$(\w+)", _without_comments(sql))) ^ set(parameters):
        raise WrongQuery(f"{name}: parameters declared and used differ: {sorted(used)}")
    splits = next((line.removeprefix(_SPLITS).split(", ") for line in lines if line.startswith(_SPLITS)), [])
    return Question(
        name, lines[0].removeprefix("-- "), tuple(grain.split(", ")), parameters, sql, tuple(splits)
    )


def _without_comments(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))


def every_question() -> list[Question]:
    """All of them; the views in definitions/ are words, not questions."""
    names = (path.relative_to(FOLDER).with_suffix("").as_posix() for path in sorted(FOLDER.rglob("*.sql")))
    return [question(name) for name in names if not name.startswith("definitions/")]


def ask(
    database: Database,
    name: str,
    known_at: int | None = None,
    as_of: date | None = None,
    only: Mapping[str, str] = NOTHING,
    **values: Any,
) -> list[dict[str, Any]]:
    """The whole answer, one dict a row; the declared grain is enforced.

    `known_at` is the batch and `as_of` the day of reckoning; without them it is now. Only the
    parameters that the question declares are passed on, so one period serves every question.
    Asked again before anything is written, the same answer is given, also where filters that it can't tell of differ.
    """
    asked = question(name)
    day = as_of or local_now().date()
    reaching = {by: chosen for by, chosen in only.items() if by in filters_of(asked.sql)}

    def answer() -> list[dict[str, Any]]:
        words, period = kept_in(asked.sql), _period(asked, values)
        with database.cursor(known_at, day, reaching, is_read_out=True, words=words, period=period) as cursor:
            return ask_within(cursor, asked, **values)

    told = tuple((parameter, values.get(parameter)) for parameter in sorted(asked.parameters))
    key = (name, known_at, day, tuple(sorted(reaching.items())), told)
    return database.remembered.answer(database.writes, key, answer)


def _period(asked: Question, values: Mapping[str, Any]) -> Period | None:
    """The half-open period that a question is asked of, where words of it are kept for one."""
    return (values["from_day"], values["until_day"]) if of_its_period(asked.sql) else None


def ask_columns(database: Database, name: str, known_at: int | None = None, **values: Any) -> pa.Table:
    """The whole answer, column by column, for thousands of rows that are reckoned with as they are; never remembered."""
    asked = question(name)
    with database.cursor(known_at, is_read_out=True) as cursor:
        told = {parameter: values[parameter] for parameter in asked.parameters}
        # Executed, it would be planned once instead of twice, and its thousands of rows copied: DuckDB 2.0 warns of it.
        answer = cursor.sql(asked.sql, params=told).to_arrow_table()
    if answer.group_by(list(asked.grain)).aggregate([]).num_rows != answer.num_rows:
        raise WrongQuery(f"{asked.name}: more than one row per {', '.join(asked.grain)}")
    return answer


def ask_within(cursor: duckdb.DuckDBPyConnection, asked: Question, **values: Any) -> list[dict[str, Any]]:
    """The same on a cursor that is open already, inside its transaction, and of a question of any day."""
    missing = asked.parameters.keys() - values.keys()
    if missing:
        raise WrongQuery(f"{asked.name}: asked without {sorted(missing)}")
    cursor.execute(
        _read_once(cursor, asked.sql), {parameter: values[parameter] for parameter in asked.parameters}
    )
    columns = [column[0] for column in cursor.description or []]
    answer = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    _hold_to_grain(asked, columns, answer)
    return answer


_STATEMENTS: dict[str, duckdb.Statement] = {}
"""Questions as DuckDB has read them, by their text. What they mean is settled anew by every cursor that asks."""


def _read_once(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """Reading a question's text takes DuckDB about a twentieth of the time that asking it does."""
    kept = _STATEMENTS.get(sql)
    if kept is None:
        (kept,) = cursor.extract_statements(sql)
        _STATEMENTS[sql] = kept
    return kept


def _hold_to_grain(asked: Question, columns: Sequence[str], answer: list[dict[str, Any]]) -> None:
    if asked.grain == ("everything",):
        if len(answer) != 1:
            raise WrongQuery(f"{asked.name}: promised one row and gave {len(answer)}")
        return
    if unknown := set(asked.grain) - set(columns):
        raise WrongQuery(f"{asked.name}: its grain names {sorted(unknown)}, which it does not select")
    told = {tuple(row[column] for column in asked.grain) for row in answer}
    if len(told) != len(answer):
        raise WrongQuery(f"{asked.name}: more than one row per {', '.join(asked.grain)}")
