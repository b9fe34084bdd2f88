"""What leads' hand-overs come to as known now, counted anew from the rows: what `check` holds the logs kept of them to.

Told in the one reading of the rows in which every key's promises are looked at (`key_promises`). Before the row of a key
that has no other nothing was handed over, so such rows are counted as they lie; those that were mended may have been handed
over by several files, and are put in order with those of several rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from supervision.store.answers import first_row
from supervision.store.handed_cells import CELLS, IS_MENDED, LOGS, TOLD, Side, looks, stand
from supervision.store.handed_rollups import HANDED_ROLLUPS, OFFERED, OFFERS
from supervision.store.key_promises import More
from supervision.store.key_ranges import WITHIN
from supervision.store.rollups import FIRST_NAMED, REVIEWED_BODIES, SPLIT, drift

_BODIES = "reviewed_bodies, batch by batch"
_TURNED_NAMED = """(
    select *, 1 as sign, greatest(_batch_in, named_in) as turned_in
    from brought where named_in is not null and _batch_out is distinct from _batch_in
    union all
    select *, -1, greatest(_batch_out, named_in) from brought where named_in is not null and _batch_out > _batch_in
)"""
_NOW = f"""
    {{of_held}},
    alone_told as (
        select _file, source, _handed_for, received_on, count(*) as times,
            null::varchar as _hash, null::varchar as hash_before, null::integer as file_before
        from alone where counts group by all
    ),
    alone_standing as (
        select received_on, {SPLIT}, number, body, if(counts, _handed_for, null) as handed_for, count(*) as times
        from alone where _batch_in <= {{batch}} and (_batch_out is null or _batch_out > {{batch}}) group by all
    ),
    told as (
        from told_after
        union all by name
        select times, _file as file, source, _handed_for as handed_for, {TOLD}, true as is_another_month from alone_told
    ),
    ways as (
        from ways_after
        union all by name
        select times, number, received_on, {SPLIT}, body, if(handed_for is null, [], [handed_for]) as handed, {IS_MENDED}
        from alone_standing
    )
"""


def asked_now(cursor: duckdb.DuckDBPyConnection) -> More:
    """What rows of leads are asked beside their promises, once it is written down which loads hold and which leads
    reviews name."""
    newest = first_row(cursor, "select coalesce(max(batch), 0) from history.batches")
    assert newest is not None
    batch = int(newest[0])
    stand(cursor, batch, "after")
    cursor.execute(f"create or replace temp table first_named as {FIRST_NAMED}")
    (bodies,) = REVIEWED_BODIES.kept("turned_in")
    return More(
        ", source, received_on, district, organ, named_in, if(named_in is null, null, number) as number, "
        "if(named_in is null, null, body) as body, _batch_in = _origin and _origin in (from loads_after) as counts",
        f" left join (from first_named where {WITHIN}) as first_named using (_key)",
        "union select hashed from brought inner join mended_after on mended_file = _file and mended_line = _line",
        _NOW.format(of_held=looks(Side("after", batch)), batch=batch),
        f"select * from ({CELLS}) where log <> 'reviewed_bodies' union all by name "
        f"select '{_BODIES}' as log, * from ({bodies.format(named=_TURNED_NAMED)})",
    )


def handed_drift(cursor: duckdb.DuckDBPyConnection, told: Sequence[str]) -> dict[str, int]:
    """Cells, by log, in which what is kept is not what all parts of the keys came to, in the tables `told`. What files offered
    and the bodies reviewed were counted batch by batch with no more than that."""
    together = " union all by name ".join(f"from {table}" for table in told)
    offers = OFFERS.format(and_batch="")
    offered = " union all ".join(kept.format(leads=offers) for kept in OFFERED.kept("turned_in"))
    counted = {
        rollup.name: f"select {LOGS[rollup.name]}, leads from ({together}) where log = '{rollup.name}'"
        for rollup in HANDED_ROLLUPS
        if rollup is not OFFERED
    }
    found = {
        name: drift(cursor, f"select * exclude (batch) from history.{name}", counts)[0]
        for name, counts in counted.items()
    }
    by_batch = {
        OFFERED.name: offered,
        REVIEWED_BODIES.name: f"select batch, {LOGS[REVIEWED_BODIES.name]}, leads from ({together}) where log = '{_BODIES}'",
    }
    return found | {
        name: drift(cursor, f"from history.{name}", counts)[0] for name, counts in by_batch.items()
    }
