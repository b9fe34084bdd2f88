"""Every question that is answered from counts kept beside the rows gives what the rows themselves give.

`plain/` holds those questions, and of the views they speak in those that have changed, as they were when they still
counted rows; a question of which only the views have changed is asked as it is. They are asked side by side over drawn
histories: loads, copies of files, the same bytes read otherwise, mended rows, undos and undos of undos; as known at any batch,
reckoned on any day, narrowed by any filter.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from supervision.ledgers.rows import WaitingRow
from supervision.store import handed_cells, handed_recount, schema, wholeness
from supervision.store.batches import undo
from supervision.store.chain import link_counts_anew
from supervision.store.coarser import COARSER
from supervision.store.database import Database, open_database
from supervision.store.dealing import take_mended
from supervision.store.frozen import cursor_in_words, words_now
from supervision.store.handed_recount import fill_handed
from supervision.store.handed_rollups import HANDED_ROLLUPS
from supervision.store.loads import load
from supervision.store.questions import Question, ask_within, question, read_question
from supervision.store.rollups import ROLLUPS, Rollup, fill
from supervision.store.settling import batches_in_force
from supervision.store.waiting import waiting_rows
from supervision.store.wholeness import faults
from tests.effort import examples
from tests.filling import checked, empty
from tests.independent.recount import read_lists
from tests.reliability.planting import Fault, found

PLAIN = Path(__file__).with_name("plain")
LISTS = read_lists(Path(__file__).resolve().parents[2] / "data" / "reference")
SOURCES = LISTS.sources[:3]
MONTHS = tuple(date(2022, month, 1) for month in (1, 2, 3, 4))
DAYS = tuple(
    sorted(
        {date(2021, 12, 26), date(2022, 5, 1)}
        | {date(2022, month, day) for month in (1, 2, 3, 4) for day in (1, 11, 24, 25, 26, 28)}
        | {date(2022, 1, 31), date(2022, 3, 31), date(2021, 2, 1), date(2021, 3, 15)}
    )
)
days = st.sampled_from(DAYS)
BODIES = ("市公安局", "市司法局")
ROSTER = (
    {"number": "Q1", "name": "甲厂", "uscc": "CODE1"},
    {"number": "Q2", "name": "乙厂", "uscc": "CODE2"},
)
"""The enterprises there are from the first visit on, unless they are undone with it."""
ONE = {"enterprises": "Q1", "cadres": "G1"}
"""Of which one the questions of one are asked."""
QUESTIONS = (
    *(
        read_question(path.relative_to(PLAIN).with_suffix("").as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PLAIN.rglob("*.sql"))
        if path.parent.name != "definitions"
    ),
    question("reviews/recusals"),
)


@pytest.fixture(autouse=True, scope="module")
def few_keys_at_once() -> Iterator[None]:
    """What a million keys are parted into."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handed_cells, "AT_ONCE", 2)
        yield


@pytest.fixture(autouse=True, scope="module")
def counts_held_batch_by_batch() -> Iterator[None]:
    """By `check`, as where the chain doesn't say which batch they came with, in every history drawn here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wholeness, "is_silent_on_counts", lambda _: True)
        yield


def plain_words() -> str:
    """Today's words, but the views that have changed since as they were."""
    views = {path.name: path for path in (*schema.definitions(), *(PLAIN / "definitions").glob("*.sql"))}
    told = json.loads(words_now())
    told["definitions"] = [views[name].read_text(encoding="utf-8") for name in sorted(views)]
    return json.dumps(told, ensure_ascii=False)


def of_one_cursor(name: str) -> str:
    """A plain definition as one cursor may be told it, before today's of that name."""
    told = (PLAIN / "definitions" / f"{name}.sql").read_text(encoding="utf-8")
    return told.replace("replace view", "replace temp view").replace("replace macro", "replace temp macro")


@dataclass(frozen=True)
class Load:
    """Files of leads by source and month, and rows of other ledgers."""

    files: tuple[tuple[str | None, date, tuple[dict[str, Any], ...], int, str], ...]
    """Source, month, good rows, how many broken ones, and what tells the bytes."""
    collections: tuple[dict[str, Any], ...]
    reviews: tuple[dict[str, Any], ...]
    referrals: tuple[dict[str, Any], ...]
    visits: tuple[dict[str, Any], ...]
    needs: tuple[dict[str, Any], ...]
    members: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Mend:
    """One of the rows that wait is mended to this one."""

    row: dict[str, Any]
    which: int


@dataclass(frozen=True)
class Undo:
    batch: int


@dataclass(frozen=True)
class Look:
    """One way to look at the ledgers."""

    known_at: int
    as_of: date
    only: dict[str, str]
    first: date
    until: date


def leads(source: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "source": st.just(source),
            "number": st.sampled_from([f"L{number}" for number in range(6)]),
            "received_on": days,
            "status": st.sampled_from((None, "已登记", "已办结")),
            "district": st.sampled_from((None, *LISTS.districts[:2], "外地")),
            "organ": st.sampled_from((None, *LISTS.organs[:2])),
            "matter": st.sampled_from((None, "超期办案", "执法不公")),
            "complainant_kind": st.sampled_from((None, "企业")),
            "prohibition": st.sampled_from((None, "不在表内")),
            "body": st.sampled_from((None, *BODIES)),
            "summary": st.sampled_from((None, "反映")),
            "channel": st.sampled_from((None, "电话")),
        }
    )


files = (
    st.sampled_from(SOURCES)
    .flatmap(
        lambda source: st.tuples(
            st.sampled_from((source, source, None)),
            st.sampled_from(MONTHS),
            st.lists(leads(source), max_size=5).map(tuple),
            st.sampled_from((0, 0, 1)),
        )
    )
    .map(lambda file: (*file, repr((file[0], *file[2:]))))
)


@st.composite
def read_otherwise(draw: st.DrawFn, file: Any) -> Any:
    """The same bytes by another profile or on a later day: rows wait that did not, or are taken that did, or say
    something else."""
    source, month, rows, broken, told = file
    taken = list(rows) + draw(st.lists(leads(source or SOURCES[0]), max_size=2))
    taken = [
        row | draw(st.sampled_from(({}, {}, {"status": "已办结"}))) for row in taken if draw(st.booleans())
    ]
    return source, month, tuple(taken), max(0, len(rows) + broken - len(taken)), told


registered = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(SOURCES),
            "due_on": st.sampled_from([month.replace(day=25) for month in MONTHS]),
            "handed_on": st.none() | days,
            "declared": st.integers(0, 3),
        }
    ),
    max_size=6,
    unique_by=lambda row: (row["source"], row["due_on"]),
).map(tuple)


def numbered(most: int, cells: dict[str, Any]) -> st.SearchStrategy[tuple[dict[str, Any], ...]]:
    """So many rows at the most, no number twice."""
    rows = st.lists(st.fixed_dictionaries(cells), max_size=most, unique_by=lambda row: row["number"])
    return rows.map(tuple)


reviewed = numbered(
    4,
    {
        "number": st.sampled_from(("P1", "P2", "P3", "P4")),
        "kind": st.sampled_from(LISTS.review_kinds),
        "source": st.sampled_from((None, *SOURCES)),
        "lead_number": st.sampled_from((None, "L0", "L1", "L2", "L3")),
        "opened_on": st.sampled_from(DAYS[:12]),
        "concluded_on": st.none() | st.sampled_from(DAYS[12:]),
        "grade": st.sampled_from((None, *LISTS.grades)),
        "review_group": st.sampled_from((None, "评查组1", "评查组1", "评查组2")),
    },
)
referred = numbered(
    2,
    {
        "number": st.sampled_from(("Y1", "Y2")),
        "review_number": st.sampled_from(("P1", "P2", "P3", "P4")),
        "organ": st.sampled_from(LISTS.referral_organs),
        "sent_on": st.sampled_from(DAYS[:12]),
        "replied_on": st.none() | st.sampled_from(DAYS[12:]),
    },
)
visited = numbered(
    2,
    {
        "number": st.sampled_from(("Z1", "Z2")),
        "cadre_number": st.sampled_from(("G1", "G1", "G2")),
        "visited_on": days,
        "enterprise_number": st.sampled_from((None, None, "Q1", "Q2", "Q9")),
        "uscc": st.sampled_from((None, "CODE1", "CODE9")),
        "enterprise_name": st.sampled_from((None, "甲厂", "乙厂")),
    },
)
needed = numbered(
    2,
    {
        "number": st.sampled_from(("S1", "S2")),
        "visit_number": st.sampled_from(("Z1", "Z2")),
        "kind": st.sampled_from(LISTS.need_kinds),
        "raised_on": st.sampled_from(DAYS[:12]),
        "resolved_on": st.none() | st.sampled_from(DAYS[12:]),
    },
)
serving = numbered(
    2,
    {
        "number": st.sampled_from(("W1", "W2")),
        "name": st.just("示例委员"),
        "body": st.sampled_from((None, *BODIES)),
        "review_groups": st.sampled_from((None, "评查组1", "评查组1、评查组2")),
        "appointed_on": st.none() | days,
        "left_on": st.none() | st.sampled_from(DAYS[12:]),
    },
)
mended = st.sampled_from(SOURCES).flatmap(lambda source: st.builds(Mend, leads(source), st.integers(0, 3)))
Event = Load | Mend | Undo


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    known: list[Any] = []
    for number in range(draw(st.integers(2, 6))):
        if number and draw(st.integers(0, 2)) == 0:
            events.append(Undo(draw(st.integers(1, number))))
            continue
        if number and draw(st.integers(0, 3)) == 0:
            events.append(draw(mended))
            continue
        choice = (
            files | st.sampled_from(known) | st.sampled_from(known).flatmap(read_otherwise)
            if known
            else files
        )
        chosen = draw(st.lists(choice, min_size=1, max_size=3))
        known += chosen
        events.append(
            Load(
                tuple(chosen),
                draw(registered),
                draw(reviewed),
                draw(referred),
                draw(visited),
                draw(needed),
                draw(serving),
            )
        )
    return events


def play(database: Database, events: list[Event]) -> None:
    """Load and undo for real; a batch that has been undone already is left as it is."""
    empty(database)
    for event in events:
        if isinstance(event, Load):
            load(database, _checked(event), by="tester")
            continue
        if isinstance(event, Mend):
            _mend(database, event)
            continue
        with database.cursor() as cursor:
            may_be = sorted(
                batches_in_force(cursor)
                | {
                    batch
                    for (batch,) in cursor.execute(
                        "select batch from history.batches where kind = 'undo' and batch not in "
                        "(select undoes from history.batches where undoes is not null)"
                    ).fetchall()
                }
            )
        undo(database, may_be[event.batch % len(may_be)], by="tester")


def _mend(database: Database, event: Mend) -> None:
    if waiting := waiting_rows(database):
        row = waiting[event.which % len(waiting)]
        file = checked(
            "leads", [event.row], sha256=repr((event, row.id)), stated_month=row.handed_for, lines=[row.line]
        )
        take_mended(database, [file], {id(file): [(row.line, row.id)]}, by="tester", note=None)


def _checked(event: Load) -> list[Any]:
    told = []
    for source, month, rows, broken, told_bytes in event.files:
        waits = tuple(
            WaitingRow(place, None, None, source, {"编号": str(place)}, ())
            for place in range(50, 50 + broken)
        )
        told.append(
            checked(
                "leads", list(rows), name="a.csv", sha256=told_bytes, source=source,
                stated_month=month, waiting=waits, records=len(rows) + broken,
            )
        )  # fmt: skip
    names = ("collections", "reviews", "referrals", "visits", "needs", "members")
    others = {name: getattr(event, name) for name in names} | {"enterprises": ROSTER if event.visits else ()}
    return told + [checked(name, list(rows)) for name, rows in others.items() if rows]


@st.composite
def looks(draw: st.DrawFn) -> Look:
    ends = sorted((draw(days), draw(days)))
    whole = draw(st.booleans())
    first = ends[0].replace(day=1) if whole else ends[0]
    until = (ends[1].replace(day=1) + timedelta(days=31)).replace(day=1) if whole else ends[1] + timedelta(1)
    only = {
        name: value
        for name, value in (
            ("source", draw(st.sampled_from((None, None, SOURCES[0])))),
            ("district", draw(st.sampled_from((None, None, LISTS.districts[0])))),
            ("organ", draw(st.sampled_from((None, None, LISTS.organs[0])))),
            ("review_kind", draw(st.sampled_from((None, None, LISTS.review_kinds[0])))),
        )
        if value
    }
    return Look(draw(st.integers(0, 6)), draw(days | st.just(date(2022, 6, 30))), only, first, until)


@contextmanager
def in_plain_words(database: Database, look: Look, words: str) -> Iterator[duckdb.DuckDBPyConnection]:
    with cursor_in_words(database, words, look.known_at, look.as_of) as cursor:
        for name, value in look.only.items():
            cursor.execute(f"set variable only_{name} = $1", [value])
        yield cursor


def reading(*numbers: str, waits: int) -> Load:
    """The same bytes whatever was taken of them, and what their source declared."""
    source, month = SOURCES[0], MONTHS[2]
    rows = tuple({"source": source, "number": number, "received_on": date(2022, 3, 11)} for number in numbers)
    told = {"source": source, "due_on": date(2022, 3, 25), "handed_on": date(2022, 3, 25), "declared": 2}
    return Load(((source, month, rows, waits, "the same bytes"),), (told,), (), (), (), (), ())


def mended_and_sent_again() -> list[Event]:
    """A row that waits in two months is mended; a third month sends it in good order; then one load after another goes."""
    row = {"source": SOURCES[0], "number": "L1", "received_on": date(2022, 1, 11)}
    first, second, third = (
        Load(((SOURCES[0], month, rows, waits, str(month)),), (), (), (), (), (), ())
        for month, rows, waits in ((MONTHS[0], (), 1), (MONTHS[1], (), 1), (MONTHS[2], (row,), 0))
    )
    return [first, Mend(row, 0), third, second, Undo(0), Undo(0), Undo(3)]


def answered(cursor: duckdb.DuckDBPyConnection, asked: Question, look: Look, batch: int) -> list[Any]:
    values = {"from_day": look.first, "until_day": look.until, "batch": batch, "days": 3, "at_most": 50}
    values["number"] = ONE.get(asked.name.split("/")[0])
    return ask_within(cursor, asked, **{name: values[name] for name in asked.parameters})


@settings(
    max_examples=examples(4),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a history takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(
    events=[reading("L0", waits=1), reading("L0", "L1", waits=0), Undo(2)],
    seen=[Look(known_at, date(2022, 6, 30), {}, date(2022, 3, 1), date(2022, 4, 1)) for known_at in (2, 3)],
    batch=2,
)
@example(
    events=mended_and_sent_again(),
    seen=[
        Look(known_at, date(2022, 6, 30), {}, date(2022, 1, 1), date(2022, 5, 1)) for known_at in range(2, 8)
    ],
    batch=3,
)
@given(events=histories(), seen=st.lists(looks(), min_size=2, max_size=2), batch=st.integers(1, 6))
def test_every_question_gives_what_the_rows_give(
    ledger_of_session: Database, events: list[Event], seen: list[Look], batch: int
) -> None:
    play(ledger_of_session, events)
    assert faults(ledger_of_session) == []
    _hold_to_recount(ledger_of_session)
    for look in seen:
        with in_plain_words(ledger_of_session, look, plain_words()) as cursor:
            from_rows = [answered(cursor, asked, look, batch) for asked in QUESTIONS]
        with ledger_of_session.cursor(look.known_at, look.as_of, look.only) as cursor:
            for asked, expected in zip(QUESTIONS, from_rows, strict=True):
                assert answered(cursor, question(asked.name), look, batch) == expected, (asked.name, look)


def _hold_to_recount(database: Database) -> None:
    """Every log says of each batch what the count of all batches at once says of it."""
    with database.cursor() as cursor:
        cursor.begin()
        kept = {rollup.name: _log(cursor, rollup) for rollup in (*ROLLUPS, *HANDED_ROLLUPS, *COARSER)}
        fill(cursor)
        fill_handed(cursor, at_once=5)
        assert {rollup.name: _log(cursor, rollup) for rollup in (*ROLLUPS, *HANDED_ROLLUPS, *COARSER)} == kept
        cursor.rollback()


def _log(cursor: duckdb.DuckDBPyConnection, rollup: Rollup) -> list[tuple[Any, ...]]:
    return sorted(cursor.execute(f"from history.{rollup.name}").fetchall(), key=repr)


@pytest.mark.parametrize("rows", ["lead_ways", "offered"])
def test_a_recount_that_loses_cells_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    row = {"source": SOURCES[0], "number": "L1", "received_on": DAYS[0]}
    load(database, [checked("leads", [row], stated_month=MONTHS[0])], by="tester")
    with database.transaction() as cursor:
        fill_handed(cursor)
    if rows == "lead_ways":
        lost = handed_recount._TELLING.replace("from ways_staged group", "from ways_staged where false group")
        monkeypatch.setattr(handed_recount, "_TELLING", lost)
    else:
        monkeypatch.setattr(
            handed_recount, "OFFERS", handed_recount.OFFERS.replace("where ", "where false and ")
        )
    with pytest.raises(RuntimeError, match="as many leads"), database.transaction() as cursor:
        fill_handed(cursor)
    assert faults(database) == []


def test_a_recount_holds_on_to_nothing_of_the_parts_it_is_through_with(database: Database) -> None:
    """Else an upgrade of a long ledger fills the disk: what a transaction drops lies there until it ends."""
    row = {"source": SOURCES[0], "number": "L0", "received_on": DAYS[0]}
    load(database, [checked("leads", [row], stated_month=MONTHS[0])], by="tester")
    with database.cursor() as cursor:
        cursor.begin()
        cursor.execute(
            "insert into history.leads by name select * exclude (n) replace (_key || n as _key, md5(n::varchar) as _hash) "
            "from history.leads, range(50000) as further (n)"
        )
        before = _held(cursor)
        fill_handed(cursor, at_once=5000)
        held = _held(cursor) - before
        cursor.execute("create temp table the_rows as from history.leads")
        assert held < (_held(cursor) - before - held) / 2
        cursor.rollback()


def _held(cursor: duckdb.DuckDBPyConnection) -> int:
    """Bytes of temporary tables, in memory or on the disk."""
    told = cursor.execute(
        "select sum(memory_usage_bytes + temporary_storage_bytes) from duckdb_memory() where tag = 'IN_MEMORY_TABLE'"
    ).fetchone()
    assert told
    return int(told[0])


def test_check_names_counts_by_which_a_mended_row_has_lost_its_month(database: Database) -> None:
    """As they were kept once, and chained: the month that sends it again was said to bring it first."""
    play(database, mended_and_sent_again()[:3])
    assert faults(database) == []
    with database.transaction() as cursor:
        cursor.execute(
            "update history.handed set handed_for = $2 where told = 'first' and handed_for = $1",
            [MONTHS[0], MONTHS[2]],
        )
        link_counts_anew(cursor)
    now, ever = [fault.en for fault in faults(database)]
    assert now == "The rollup handed differs from what the rows give: 2 cells"
    assert ever.startswith(
        "What the rollup handed puts down to each batch differs from what the rows give: 2 cells, e.g. (2, "
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A whole ledger in which every log holds something; whatever is planted in it is taken back."""
    row = {"source": SOURCES[0], "number": "L1", "received_on": DAYS[0], "body": "市公安局"}
    review = {
        "number": "P1",
        "source": SOURCES[0],
        "lead_number": "L1",
        "kind": "集中评查",
        "opened_on": DAYS[1],
        "review_group": "评查组1",
    }
    member = {
        "number": "W1",
        "name": "示例委员",
        "body": row["body"],
        "review_groups": review["review_group"],
    }
    visit = {"number": "Z1", "cadre_number": "G1", "visited_on": DAYS[1]}
    need = {"number": "S1", "visit_number": "Z1", "kind": LISTS.need_kinds[0], "raised_on": DAYS[1]}
    files = [
        checked("leads", [row], stated_month=MONTHS[0]),
        checked("reviews", [review]),
        checked("members", [member]),
        checked("visits", [visit]),
        checked("needs", [need]),
    ]
    database = open_database(tmp_path_factory.mktemp("drawn") / "ledger.duckdb")
    load(database, files, by="tester")
    assert faults(database) == []
    yield database
    database.close()


@pytest.mark.parametrize(
    "harm",
    ["insert into history.{0} select * from history.{0} limit 1", "delete from history.{0}"],
    ids=["doubled", "gone"],
)
@pytest.mark.parametrize("rollup", [*ROLLUPS, *HANDED_ROLLUPS, *COARSER], ids=lambda rollup: rollup.name)
def test_check_names_a_rollup_that_has_drifted(drawn: Database, rollup: Any, harm: str) -> None:
    # What is chained is told by the chain too.
    told = found(drawn, Fault("", "", (harm.format(rollup.name),)))
    assert rollup.name in " ".join(fault.en for fault in told)
