"""Releases as rows: editions and steps are only ever added, and each step is chained to the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

import duckdb

from supervision.intake.privacy import masked, signature
from supervision.store.answers import first_row, sha256
from supervision.store.audit import note_within
from supervision.store.chain import link
from supervision.store.database import Database, local_now
from supervision.text import Text


@dataclass(frozen=True)
class EditionRow:
    """One wording of a release; what is said of a release is said of one edition."""

    release: int
    edition: int
    document: str
    seal: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class StepRow:
    """One step in a release's life."""

    step: int
    release: int
    edition: int
    action: str
    state: str
    made_by: str
    made_at: datetime
    why: str | None
    seal: str
    link: str


def steps(cursor: duckdb.DuckDBPyConnection) -> list[StepRow]:
    """Every step of every release, the oldest first."""
    rows = cursor.execute("select * from history.release_steps order by step").fetchall()
    return [StepRow(*row) for row in rows]


def editions(cursor: duckdb.DuckDBPyConnection, release: int) -> list[EditionRow]:
    """Every wording of a release, the oldest first."""
    rows = cursor.execute(
        "select * from history.release_editions where release = $1 order by edition", [release]
    ).fetchall()
    return [EditionRow(*row) for row in rows]


def next_release(cursor: duckdb.DuckDBPyConnection) -> int:
    newest = first_row(cursor, "select coalesce(max(release), 0) from history.release_editions")
    assert newest is not None
    return int(newest[0]) + 1


def add_edition(
    cursor: duckdb.DuckDBPyConnection, release: int, edition: int, document: str, seal: str, by: str
) -> None:
    cursor.execute(
        "insert into history.release_editions values ($1, $2, $3, $4, $5, $6)",
        [release, edition, document, seal, signature(by), local_now()],
    )


def add_step(
    cursor: duckdb.DuckDBPyConnection,
    release: int,
    edition: int,
    seal: str,
    *,
    action: str,
    state: str,
    by: str,
    why: str | None,
) -> None:
    """Write down who did what when, chained to everything before it."""
    before = steps(cursor)
    row = StepRow(
        len(before) + 1,
        release,
        edition,
        action,
        state,
        signature(by),
        local_now(),
        masked(why) if why else None,
        seal,
        "",
    )
    told = linked(before[-1].link if before else "", row)
    cursor.execute(
        "insert into history.release_steps values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [*astuple(row)[:-1], told],
    )
    note_within(cursor, by, action, release=release, edition=edition, state=state)
    link(cursor, "release step", row.step)


def linked(before: str, row: StepRow) -> str:
    """What chains a step to the one before it."""
    told = "\x1f".join([before, *(str(cell) for cell in astuple(row)[:-1])])
    return sha256(told)


def keep_texts(cursor: duckdb.DuckDBPyConnection, texts: Mapping[str, str]) -> None:
    """Keep texts by their SHA-256; one that is kept already is kept once."""
    known = {sha for (sha,) in cursor.execute("select sha256 from history.texts").fetchall()}
    rows = [[sha, text] for sha, text in texts.items() if sha not in known]
    if rows:
        cursor.executemany("insert into history.texts values (?, ?)", rows)


def kept_texts(database: Database, hashes: Iterable[str]) -> dict[str, str]:
    """The texts kept under those hashes; one that was altered or is gone is left out."""
    wanted = sorted(set(hashes))
    rows = database.rows("select sha256, text from history.texts where list_contains($1, sha256)", [wanted])
    return {sha: text for sha, text in rows if sha256(text) == sha}


def record_faults(database: Database) -> list[tuple[int | None, Text]]:
    """Every promise that the record of releases breaks, and the release that it is about."""
    with database.cursor() as cursor:
        told = steps(cursor)
        rows = cursor.execute("select * from history.release_editions order by release, edition").fetchall()
    kept = {(row[0], row[1]): EditionRow(*row) for row in rows}
    found = [*_broken_steps(told), *_altered_editions(told, kept)]
    return list(dict.fromkeys((release, _about(release, fault)) for release, fault in found))


def _broken_steps(told: Sequence[StepRow]) -> Iterator[tuple[int, Text]]:
    """Steps that do not follow from the one before."""
    before = ""
    for place, step in enumerate(told, start=1):
        if step.step != place or linked(before, step) != step.link:
            yield step.release, BROKEN
        before = step.link


def _altered_editions(
    told: Sequence[StepRow], kept: Mapping[tuple[int, int], EditionRow]
) -> Iterator[tuple[int, Text]]:
    """Wordings that are not those of their steps, or by somebody else, and those that no step ever wrote."""
    written_by = {}
    for step in told:
        at = (step.release, step.edition)
        edition = kept.get(at)
        if edition is None or not edition.seal == step.seal == sha256(edition.document):
            yield step.release, ALTERED
        if step.action in WRITING:
            written_by[at] = step.made_by
    for at, edition in kept.items():
        if written_by.get(at) != edition.made_by:
            yield edition.release, UNEXPLAINED


def text_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """Query texts that are not what their hash says, and those that a release was counted in and that are gone."""
    kept = {sha for (sha,) in cursor.execute("select sha256 from history.texts").fetchall()}
    altered = cursor.execute(
        "select sha256 from history.texts group by sha256 having count(*) > 1 or min(sha256(text)) <> sha256"
    ).fetchall()
    wanted = set()
    for document, seal in cursor.execute("select document, seal from history.release_editions").fetchall():
        if sha256(document) == seal:
            wanted |= _counted_in(document)
    for sha in sorted({sha for (sha,) in altered} | (wanted - kept)):
        yield Text(
            zh=f"发布所用的查询文本{sha[:12]}被改动或缺失",
            en=f"A query text of releases, {sha[:12]}, was altered or is gone",
        )


def _counted_in(document: str) -> set[str]:
    """The hashes of the texts that a document says it was counted in; of one that can't be read others tell."""
    try:
        program = json.loads(document)["program"]
        return {program["definitions"], *program["queries"].values()}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return set()


WRITING = ("draft", "reword")
"""The steps that write an edition; no other may be on record."""
BROKEN = Text(zh="办理记录被改动或缺失", en="its steps were altered, or some are missing")
ALTERED = Text(zh="文件与校验值不符", en="its document does not match its seal")
UNEXPLAINED = Text(
    zh="有一版文稿没有相应的办理记录，或撰稿人被改动",
    en="a wording has no step that wrote it, or its writer was altered",
)


def _about(release: int, fault: Text) -> Text:
    return Text(zh="第{release}号发布：{fault}", en="Release {release}: {fault}").with_values(
        release=release, fault=fault
    )
