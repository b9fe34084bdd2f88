"""Whether a ledger file is whole: keys, hashes, winners, spans, batches, counts, sums, stock and flow, the chain.

Every check states a promise of the store and looks for a row that breaks it. The chain alone would tell that
something was altered; the others say what a reader would see wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Ledger
from supervision.store.answers import first_row
from supervision.store.as_declared import declared_faults
from supervision.store.audit import audit_faults
from supervision.store.chain import chain_faults
from supervision.store.coarser import coarser_drift
from supervision.store.database import Database
from supervision.store.handed_rollups import handed_drift
from supervision.store.quick_look import gaps
from supervision.store.releases import record_faults, text_faults
from supervision.store.rollups import ROLLUPS, drifted
from supervision.store.schema import WAITS_OF_OLD, hash_of
from supervision.store.settling import RANK, SAME, offerings, put_in_force
from supervision.store.waiting import should_wait
from supervision.text import Text


def faults(database: Database) -> list[Text]:
    """Every promise that this file breaks, one sentence each; empty when it is whole."""
    found: list[Text] = []
    for check in (
        _declared,
        _books,
        _waiting_faults,
        _releases,
        *map(_of, LEDGERS),
        _rollup_faults,
        _flow_faults,
        _chains,
    ):
        try:
            found += check(database)
        except duckdb.Error as error:  # a table or view that is not as it should be, which is told as well
            found.append(
                Text(zh="无法核对：{why}", en="Can't be checked: {why}").with_values(
                    why=str(error).splitlines()[0]
                )
            )
    return found


def _declared(database: Database) -> list[Text]:
    with database.cursor() as cursor:
        return list(declared_faults(cursor))


def _releases(database: Database) -> list[Text]:
    with database.cursor() as cursor:
        return [fault for _, fault in record_faults(database)] + list(text_faults(cursor))


def _of(ledger: Ledger) -> Callable[[Database], list[Text]]:
    return lambda database: _ledger_faults(database, ledger)


def _chains(database: Database) -> list[Text]:
    with database.cursor() as cursor:
        return [*_same_faults(cursor), *audit_faults(database), *chain_faults(cursor)]


def _books(database: Database) -> list[Text]:
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


def _waiting_faults(database: Database) -> list[Text]:
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
            f"({_every_place()})"
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


def _every_place() -> str:
    return " union all ".join(f"select _file, _line from history.{ledger.name}" for ledger in LEDGERS)


def _ledger_faults(database: Database, ledger: Ledger) -> list[Text]:
    table = f"history.{ledger.name}"
    promises = {
        Text(zh="内容与其校验值不符", en="rows differ from their hash"): f"select _key from {table} "
        f"where _hash is distinct from {hash_of(ledger)}",
        Text(zh="同一个键有多行有效", en="keys with more than one live row"): f"select _key from {table} "
        "where _batch_out is null group by _key having count(*) > 1",
        Text(zh="有效期颠倒", en="rows that end before they begin"): f"select _key from {table} "
        "where _batch_out < _batch_in",
        Text(zh="同一个键的有效期重叠", en="keys whose rows overlap in time"): (
            "select _key from (select _key, _batch_out, "
            f"lead(_batch_in) over (partition by _key order by _batch_in) as next_in from {table} "
            "where _batch_out is null or _batch_out > _batch_in) "
            "where next_in < coalesce(_batch_out, 2147483647)"
        ),
        Text(zh="同一个行号有多行", en="rows with the same id"): f"select min(_key) as _key from {table} "
        "group by _id having count(*) > 1",
        Text(
            zh="属于不存在的批次", en="rows of a batch that is not in the books"
        ): f"select _key from {table} "
        "where _batch_in not in (select batch from history.batches) "
        "or _origin not in (select batch from history.batches) "
        "or _batch_out not in (select batch from history.batches)",
        Text(
            zh="属于不存在的文件", en="rows of a file that is not in the books"
        ): f"select _key from {table} where _file not in (select file from history.files)",
        Text(zh="有效的不是最新报送", en="live rows that are not the newest hand-over"): (
            f"with winner as (select _key, arg_max(_hash, {RANK}) as _hash from {offerings(ledger)} group by _key), "
            f"live as (select _key, _hash from {table} where _batch_out is null) "
            "select _key from winner full join live using (_key) where winner._hash is distinct from live._hash"
        ),
    }
    found = []
    with database.cursor() as cursor:
        put_in_force(cursor)
        for promise, sql in promises.items():
            counted = first_row(cursor, f"select count(*), min(_key) from ({sql})")
            assert counted is not None
            if counted[0]:
                found.append(
                    Text(
                        zh="{title}：{count}处{promise}，例如 {key}",
                        en="{title}: {count} {promise}, e.g. {key}",
                    ).with_values(title=ledger.title, count=counted[0], promise=promise, key=counted[1])
                )
    return found + _count_faults(database, ledger)


def _count_faults(database: Database, ledger: Ledger) -> list[Text]:
    """What the books say a batch added, changed and removed is what its rows say."""
    rows = database.rows(
        f"with ended as (select _batch_out as batch, _key from history.{ledger.name} where _batch_in < _batch_out), "
        f"began as (select _batch_in as batch, _key from history.{ledger.name} "
        "where _batch_out is null or _batch_out > _batch_in), "
        "counted as (select batch, count(*) filter (ended._key is null) as added, "
        "count(*) filter (ended._key is not null and began._key is not null) as changed, "
        "count(*) filter (began._key is null) as removed "
        "from began full join ended using (batch, _key) group by batch), "
        "booked as (select batch, added, changed, removed from history.changes where ledger = $1 "
        "and (added, changed, removed) <> (0, 0, 0)) "
        "select batch, counted.added, counted.changed, counted.removed, "
        "coalesce(booked.added, 0), coalesce(booked.changed, 0), coalesce(booked.removed, 0) "
        "from counted full join booked using (batch) "
        "where (counted.added, counted.changed, counted.removed) "
        "is distinct from (booked.added, booked.changed, booked.removed) order by batch",
        [ledger.name],
    )
    return [
        Text(
            zh="{title}：批次{batch}新增、变更、移出{counted}行，而账上记为{booked}行",
            en="{title}: batch {batch} added, changed and removed {counted} rows where the books say {booked}",
        ).with_values(
            title=ledger.title,
            batch=batch,
            counted=" / ".join(str(n or 0) for n in told[:3]),
            booked=" / ".join(map(str, told[3:])),
        )
        for batch, *told in rows
    ]


def _rollup_faults(database: Database) -> list[Text]:
    """What is kept counted is what the rows give, batch by batch and cell by cell."""
    found = []
    for rollup in ROLLUPS:
        cells, cell = database.rows(f"select count(*), min(cell) from ({drifted(rollup)})")[0]
        if cells:
            found.append(
                Text(
                    zh="汇总表{name}与台账逐行计算不符：{cells}格，例如 {cell}",
                    en="The rollup {name} differs from what the rows give: {cells} cells, e.g. {cell}",
                ).with_values(name=rollup.name, cells=cells, cell=cell)
            )
    with database.cursor() as cursor:
        for name, cells in (handed_drift(cursor) | coarser_drift(cursor)).items():
            found.append(
                Text(
                    zh="汇总表{name}与台账逐行计算不符：{cells}格",
                    en="The rollup {name} differs from what the rows give: {cells} cells",
                ).with_values(name=name, cells=cells)
            )
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


def _flow_faults(database: Database) -> list[Text]:
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
