"""Whether a ledger file is whole: keys, hashes, winners, spans, batches, counts, sums, stock and flow, the chain.

Every check states a promise of the store and looks for a row that breaks it. The chain alone would tell that
something was altered; the others say what a reader would see wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Ledger
from supervision.store.answers import first_row
from supervision.store.as_declared import declared_faults
from supervision.store.audit import audit_faults
from supervision.store.chain import chain_faults, is_silent_on_counts
from supervision.store.coarser import coarser_drift
from supervision.store.database import Database
from supervision.store.handed_by_batch import and_by_batch, drift_by_batch
from supervision.store.handed_now import asked_now, handed_drift
from supervision.store.handed_stays import tidy_stays
from supervision.store.how_far import HowFar, Parts, untold
from supervision.store.key_promises import NOTHING_MORE, KeysTold, keys_told
from supervision.store.quick_look import gaps
from supervision.store.releases import record_faults, text_faults
from supervision.store.rollups import REVIEWED_BODIES, ROLLUPS, add_up, drift_of_rows
from supervision.store.row_promises import row_faults
from supervision.store.schema import WAITS_OF_OLD
from supervision.store.settling import SAME, put_in_force
from supervision.store.waiting import should_wait
from supervision.text import Text


@dataclass(frozen=True)
class _Step:
    """One of the things that are looked at, one after another."""

    what: Text
    faults: Callable[[Database, Parts], list[Text]]


def faults(database: Database, how_far: HowFar = untold) -> list[Text]:
    """Every promise that this file breaks, one sentence each; empty when it is whole."""
    found: list[Text] = []
    for place, step in enumerate(_STEPS, start=1):
        what = _CHECKED.with_values(place=place, steps=len(_STEPS), what=step.what)
        how_far(what, 0, 1)
        try:
            found += step.faults(database, lambda done, of, what=what: how_far(what, done, of))  # type: ignore[misc]
        except duckdb.Error as error:  # a table or view that is not as it should be, which is told as well
            found.append(
                Text(zh="无法核对：{why}", en="Can't be checked: {why}").with_values(
                    why=str(error).splitlines()[0]
                )
            )
    return found


_CHECKED = Text(zh="核对 {place}/{steps}：{what}", en="Checking {place}/{steps}: {what}")


def _declared(database: Database, _: Parts) -> list[Text]:
    with database.cursor() as cursor:
        return list(declared_faults(cursor))


def _releases(database: Database, _: Parts) -> list[Text]:
    with database.cursor() as cursor:
        return [fault for _, fault in record_faults(database)] + list(text_faults(cursor))


def _chains(database: Database, parts: Parts) -> list[Text]:
    with database.cursor() as cursor:
        return [*_same_faults(cursor), *audit_faults(database), *chain_faults(cursor, parts)]


def _books(database: Database, _: Parts) -> list[Text]:
    with database.cursor() as cursor:
        found = [*gaps(cursor, "batches"), *gaps(cursor, "files")]
    for file, name in database.rows(
        "select file, name from history.files where status <> 'refused' "
        "and records <> new + updated + unchanged + repeated + quarantined + skipped"
    ):
        found.append(
            Text(
                zh=f"文件{file}({name})的行数与去向不符",
                en=f"File {file} ({name}): its records are not the sum of what became of them",
            )
        )
    for batch, kind in database.rows(
        "select batch, kind from history.batches "
        "where kind in ('load', 'mend') and batch not in (select batch from history.files)"
    ):
        found.append(Text(zh=f"批次{batch}({kind})没有文件", en=f"Batch {batch} ({kind}) has no files"))
    for batch, kind in database.rows(
        "select batch, kind from history.batches where kind not in ('load', 'mend', 'dismiss', 'judge', 'undo') "
        "or (kind in ('mend', 'dismiss') and batch not in (select batch from history.dealt)) "
        "or (kind = 'judge' and batch not in (select batch from history.judgements))"
    ):
        found.append(
            Text(zh=f"批次{batch}({kind})没有内容", en=f"Batch {batch} ({kind}) says nothing of what it did")
        )
    return found


def _waiting_faults(database: Database, _: Parts) -> list[Text]:
    """Rows in quarantine: of known batches and files, counted as the files say, waiting when they should."""
    promises = {
        Text(
            zh="待更正的行属于不存在的批次或文件",
            en="waiting rows of a batch or file that is not in the books",
        ): (
            "select count(*) from history.waiting where (origin, file) not in (select batch, file from history.files)"
        ),
        Text(zh="更正或不予更正的行从未待更正", en="rows mended or dismissed that never waited"): (
            "select count(*) from history.dealt where fingerprint not in (select fingerprint from history.waiting) "
            "or (batch, how) not in (select batch, if(kind = 'mend', 'mended', 'dismissed') from history.batches)"
        ),
        Text(
            zh="待更正的行的期间颠倒、重叠或无主", en="spans of waiting rows that overlap or belong to none"
        ): (
            "select count(*) from (select *, lead(batch_in) over (partition by id order by batch_in) as next_in "
            "from history.waiting_spans) where batch_out < batch_in or next_in < coalesce(batch_out, 2147483647) "
            "or id not in (select id from history.waiting)"
        ),
        Text(zh="更正的行不在台账中", en="mended rows that are in no ledger"): (
            "select count(*) from history.dealt where how = 'mended' and (file, line) not in "
            f"({_places_mended()})"
        ),
    }
    with database.cursor() as cursor:
        put_in_force(cursor)
        if first_row(cursor, "select 1 from history.facts where name = $1", [WAITS_OF_OLD]) is None:
            promises[Text(zh="待更正与否不符", en="rows that wait and should not, or should and do not")] = (
                "with open_spans as (select id from history.waiting_spans where batch_out is null), "
                f"due as ({should_wait()}) "
                "select count(*) from due full join open_spans using (id) "
                "where due.id is null or open_spans.id is null"
            )
        found = []
        for promise, sql in promises.items():
            counted = first_row(cursor, sql)
            if counted and counted[0]:
                found.append(
                    Text(zh="{promise}：{count}行", en="{count} {promise}").with_values(
                        promise=promise, count=counted[0]
                    )
                )
    return found


def _places_mended() -> str:
    return " union all ".join(
        f"select _file, _line from history.{ledger.name} "
        "where _file in (select file from history.dealt where how = 'mended')"
        for ledger in LEDGERS
    )


def _rows_of(ledger: Ledger) -> _Step:
    """What each row promises by itself."""

    def found(database: Database, parts: Parts) -> list[Text]:
        with database.cursor() as cursor:
            return [_broken(ledger, *told) for told in row_faults(cursor, ledger, parts)]

    return _Step(Text(zh="{title}，逐行", en="{title}, row by row").with_values(title=ledger.title), found)


def _keys_of(ledger: Ledger) -> _Step:
    """What all rows of a key promise, and with the keys of leads what is kept counted of hand-overs."""

    def found(database: Database, parts: Parts) -> list[Text]:
        with database.cursor() as cursor:
            put_in_force(cursor)
            is_handed = ledger.name == "leads"
            is_by_batch = is_handed and is_silent_on_counts(cursor)
            more = asked_now(cursor) if is_handed else NOTHING_MORE
            told = keys_told(cursor, ledger, parts, and_by_batch(cursor, more) if is_by_batch else more)
            drifted = list(_handed_faults(cursor, told, is_by_batch)) if is_handed else []
            for table in told.tables:
                cursor.execute(f"drop table temp.{table}")
        return [
            *(_broken(ledger, _OF_KEYS[promise], *broken) for promise, broken in told.broken.items()),
            *_count_faults(database, ledger, told),
            *drifted,
        ]

    return _Step(Text(zh="{title}，逐键", en="{title}, key by key").with_values(title=ledger.title), found)


_OF_KEYS = {
    "standing": Text(zh="同一个键有多行有效", en="keys with more than one live row"),
    "apart": Text(zh="同一个键的有效期重叠", en="keys whose rows overlap in time"),
    "newest": Text(zh="有效的不是最新报送", en="live rows that are not the newest hand-over"),
}


def _handed_faults(cursor: duckdb.DuckDBPyConnection, told: KeysTold, is_by_batch: bool) -> Iterator[Text]:
    """What is kept counted of hand-overs comes to what the keys of leads do; where that was asked, batch by batch."""
    for name, cells in handed_drift(cursor, told.tables).items():
        if cells:
            yield _drifted(name, cells)
    if is_by_batch:
        for name, (cells, cell) in drift_by_batch(cursor, told.tables).items():
            if cells:
                yield _OF_OTHER_BATCHES.with_values(name=name, cells=cells, cell=cell)
        tidy_stays(cursor)


_OF_OTHER_BATCHES = Text(
    zh="汇总表{name}记在各批次名下的计数与台账逐行计算不符：{cells}格，例如 {cell}",
    en="What the rollup {name} puts down to each batch differs from what the rows give: {cells} cells, e.g. {cell}",
)


def _broken(ledger: Ledger, promise: Text, count: int, key: str) -> Text:
    return Text(
        zh="{title}：{count}处{promise}，例如 {key}", en="{title}: {count} {promise}, e.g. {key}"
    ).with_values(title=ledger.title, count=count, promise=promise, key=key)


def _count_faults(database: Database, ledger: Ledger, told: KeysTold) -> Iterator[Text]:
    """What the books say a batch added, changed and removed is what its rows say."""
    booked: dict[int, list[tuple[int, ...]]] = {}
    for batch, *counts in database.rows(
        "select batch, added, changed, removed from history.changes where ledger = $1 "
        "and (added, changed, removed) <> (0, 0, 0)",
        [ledger.name],
    ):
        booked.setdefault(batch, []).append(tuple(counts))
    for batch in sorted(booked.keys() | told.changes.keys()):
        counted = told.changes.get(batch, (0, 0, 0))
        for said in booked.get(batch, [(0, 0, 0)]):
            if said != counted:
                yield Text(
                    zh="{title}：批次{batch}新增、变更、移出{counted}行，而账上记为{booked}行",
                    en="{title}: batch {batch} added, changed and removed {counted} rows where the books say {booked}",
                ).with_values(
                    title=ledger.title,
                    batch=batch,
                    counted=" / ".join(map(str, counted)),
                    booked=" / ".join(map(str, said)),
                )


def _drifted(name: str, cells: int, cell: str | None = None) -> Text:
    told = Text(
        zh="汇总表{name}与台账逐行计算不符：{cells}格",
        en="The rollup {name} differs from what the rows give: {cells} cells",
    )
    if cell is not None:
        told = Text(zh=f"{told.zh}，例如 {{cell}}", en=f"{told.en}, e.g. {{cell}}")
    return told.with_values(name=name, cells=cells, cell=cell)


def _rollup_faults(database: Database, parts: Parts) -> list[Text]:
    """What is kept counted is what the rows give, batch by batch and cell by cell. Of hand-overs see `_keys_of`."""
    found = []
    of_rows = [rollup for rollup in ROLLUPS if rollup is not REVIEWED_BODIES]
    with database.cursor() as cursor:
        add_up(cursor)
        for place, rollup in enumerate(of_rows, start=1):
            cells, cell = drift_of_rows(cursor, rollup)
            if cells:
                found.append(_drifted(rollup.name, cells, cell))
            parts(place, len(of_rows))
        cursor.execute("drop table temp.leads_by_day")
        found += [_drifted(name, cells) for name, cells in coarser_drift(cursor).items() if cells]
    return found


def _same_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """Pairs of leads taken for the same matter are those that the judgements in force say."""
    put_in_force(cursor)
    counted = first_row(
        cursor,
        f"select count(*) from ({SAME}) as said full join "
        "(select one, other, true as stands from history.same_spans where batch_out is null) as spans "
        "using (one, other) where said.is_same is null or spans.stands is null",
    )
    if counted and counted[0]:
        yield Text(
            zh=f"同一事项：{counted[0]}对线索与判定不符",
            en=f"Same matters: {counted[0]} pairs of leads are not as they were judged",
        )


def _flow_faults(database: Database, _: Parts) -> list[Text]:
    """Reviews: opened less concluded is what is open, month after month. None ends before it begins, nor does a referral."""
    broken = database.rows("select count(*) from reviews where concluded_on < opened_on")[0][0]
    opened, concluded, still_open = database.rows(
        "select count(opened_on), count(concluded_on), count(*) filter (concluded_on is null) from reviews"
    )[0]
    found = []
    if broken or opened - concluded != still_open:
        found.append(
            Text(
                zh=f"评查台账：启动{opened} − 办结{concluded} ≠ 未结{still_open}，或有{broken}件办结早于启动",
                en=f"Reviews: {opened} opened − {concluded} concluded ≠ {still_open} open, "
                f"or {broken} concluded before they were opened",
            )
        )
    early = database.rows("select count(*) from history.referrals where replied_on < sent_on")[0][0]
    if early:
        found.append(
            Text(
                zh=f"移送台账：{early}行回复早于移送",
                en=f"Referrals: {early} rows replied to before they were sent",
            )
        )
    return found


_STEPS = (
    _Step(Text(zh="视图与名单", en="views and lists"), _declared),
    _Step(Text(zh="批次与文件", en="batches and files"), _books),
    _Step(Text(zh="待更正的行", en="waiting rows"), _waiting_faults),
    _Step(Text(zh="发布", en="releases"), _releases),
    *(of_ledger(ledger) for ledger in LEDGERS for of_ledger in (_rows_of, _keys_of)),
    _Step(Text(zh="汇总表", en="what is kept counted"), _rollup_faults),
    _Step(Text(zh="存量与流量", en="stock and flow"), _flow_faults),
    _Step(Text(zh="记录链", en="the chain"), _chains),
)
