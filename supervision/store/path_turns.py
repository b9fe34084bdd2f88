"""On which days reviewed leads came a step further, or took one back: what the rows of three ledgers say together.

How far a lead has come hangs on the day of reckoning: a review counts once it is opened, its grade once it and every other
review of that lead is concluded, a referral once it is sent. Each such day is a turn: from it on the lead is counted
there and no longer where it stood. So turns up to a day, of batches up to one, add up to the leads that stand at each step.

What a batch did to a lead is what the lead's turns come to with it, less what they came to before. All batches at once
are told in the same way, from each moment at which anything became of the lead to the next.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

AT_ONCE = 250_000
"""Rows of leads that reviews name that are told together, by and large."""

CELLS = "received_on, turned_on, source, district, organ, handed, grade, referred_to"

_KEYS_OF_ALL = """
    keys as materialized (
        select source, number, row_number() over () as k
        from (select distinct source, number from history.reviewed_leads where {where})
    )
"""
_LOOKS_AT_ALL = """
    moments as (
        select k, batch as known_at from ways
        union
        select k, unnest([_batch_in, _batch_out]) from named
        union
        select k, unnest([_batch_in, _batch_out]) from referred
    ),
    looks as materialized (
        select k, known_at, known_at as begins, lead(known_at) over (partition by k order by known_at) as ends
        from moments where known_at is not null
    )
"""
_KEYS_OF_BATCH = """
    turned_referrals as (
        select review_number from history.referrals where _batch_in = {batch}
        union all
        select review_number from history.referrals where _batch_out = {batch}
    ),
    keys as materialized (
        select source, number, row_number() over () as k
        from (
            select source, number from history.reviewed_leads where batch = {batch}
            union
            select source, lead_number from history.reviews where _batch_in = {batch}
            union
            select source, lead_number from history.reviews where _batch_out = {batch}
            union
            select source, lead_number from history.reviews where number in (from turned_referrals)
        ) where number is not null and source is not null
    )
"""
_LOOKS_AT_BATCH = """
    looks as materialized (
        select k, {batch} - 1 as known_at, null::integer as begins, {batch} as ends from keys
        union all
        select k, {batch}, {batch}, null from keys
    )
"""
_STANDS = "_batch_in <= known_at and (_batch_out is null or _batch_out > known_at)"
_TURNS = f"""
    with {{keys}},
    ways as materialized (
        select k, batch, source, district, organ, received_on, handed, leads
        from history.reviewed_leads inner join keys using (source, number)
        where {{where}}
    ),
    named as materialized (
        select k, reviews.number as review, opened_on, concluded_on, grade, _batch_in, _batch_out
        from (from history.reviews where lead_number in (select number from keys)) as reviews
        inner join keys on keys.source = reviews.source and keys.number = reviews.lead_number
        where _batch_out is distinct from _batch_in
    ),
    referred as materialized (
        select k, review, referrals.organ, sent_on, _batch_in, _batch_out
        from (from history.referrals where review_number in (select review from named)) as referrals
        inner join (select distinct k, review from named) as named on named.review = referrals.review_number
        where _batch_out is distinct from _batch_in
    ),
    {{looks}},
    sent as (
        select k, known_at, review,
            min(sent_on) filter (organ = '纪检监察机关') as to_discipline_on,
            min(sent_on) filter (organ = '检察机关') as to_procuratorate_on
        from looks inner join referred using (k)
        where {_STANDS}
        group by k, known_at, review
    ),
    reviews_known as materialized (
        select k, known_at, review, opened_on, concluded_on, coalesce(grade, '未注明') as grade,
            to_discipline_on, to_procuratorate_on
        from looks inner join named using (k)
        left join sent using (k, known_at, review)
        where {_STANDS}
    ),
    days as (
        select distinct k, known_at, day
        from (
            select k, known_at, unnest([opened_on, concluded_on, to_discipline_on, to_procuratorate_on]) as day
            from reviews_known
        ) where day is not null
    ),
    -- Of a lead reviewed twice, both must be concluded, and the later grade holds.
    reckoned as (
        select k, known_at, day,
            bool_and(coalesce(concluded_on <= day, false)) as is_concluded,
            arg_max(grade, (concluded_on, review)) as grade,
            coalesce(bool_or(to_discipline_on <= day), false) as to_discipline,
            coalesce(bool_or(to_procuratorate_on <= day), false) as to_procuratorate
        from days inner join reviews_known using (k, known_at)
        where opened_on <= day
        group by k, known_at, day
    ),
    steps as materialized (
        select k, known_at, day, lead(day) over (partition by k, known_at order by day) as next_day,
            if(is_concluded, grade, null) as grade,
            case
                when not is_concluded then null
                when to_discipline and to_procuratorate then '两者均有'
                when to_discipline then '纪检监察机关'
                when to_procuratorate then '检察机关'
                else '未移送'
            end as referred_to
        from reckoned
    ),
    turns as (
        select k, known_at, day, grade, referred_to, sum(sign)::integer as sign
        from (
            select k, known_at, day, grade, referred_to, 1 as sign from steps
            union all
            select k, known_at, next_day, grade, referred_to, -1 from steps where next_day is not null
        ) group by all having sum(sign) <> 0
    ),
    standing as (
        select k, known_at, begins, ends, source, district, organ, received_on, handed
        from looks inner join ways using (k)
        where batch <= known_at
        group by all having sum(leads) > 0
    ),
    -- Before it is received nobody counts a lead, whatever its review says.
    cells as materialized (
        select begins, ends, received_on, greatest(day, received_on) as turned_on, source, district, organ, handed, grade,
            referred_to, sign
        from standing inner join turns using (k, known_at)
    )
    select batch, {CELLS}, sum(sign)::bigint as leads
    from (
        select begins as batch, {CELLS}, sign from cells where begins is not null
        union all
        select ends, {CELLS}, -sign from cells where ends is not null
    ) group by all having sum(sign) <> 0
"""


def turns_of_all(where: str = "true") -> str:
    """SQL: the cells of all batches; of leads received on some days, of which `where` says so of `received_on`."""
    return _TURNS.format(keys=_KEYS_OF_ALL.format(where=where), looks=_LOOKS_AT_ALL, where=where)


def turns_of_batch(batch: int) -> str:
    """SQL: the cells of one batch, which has written its rows and its part of the log of reviewed leads."""
    return _TURNS.format(
        keys=_KEYS_OF_BATCH.format(batch=int(batch)),
        looks=_LOOKS_AT_BATCH.format(batch=int(batch)),
        where="true",
    )


def stretches(cursor: duckdb.DuckDBPyConnection, at_once: int) -> Iterator[str]:
    """SQL: on which days leads were received that are told together, again and again until all are."""
    held = cursor.execute(
        "select received_on, count(*) from history.reviewed_leads group by received_on order by received_on"
    ).fetchall()
    begins, together = "true", 0
    for day, rows in held:
        if together and together + rows > at_once:
            yield f"{begins} and received_on < date '{day}'"
            begins, together = f"received_on >= date '{day}'", 0
        together += rows
    yield begins
