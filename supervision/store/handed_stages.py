"""What every row of leads was told to be, and how every lead came, from one batch to before another: all batches at once.

Nothing happens to a key but at a few moments: when loads that brought it begin or cease to hold, when a row begins or
ceases to be mended, when its row is another one. At each of these it is told as it then stands, and what it told at the one
before is taken back.
"""

from __future__ import annotations

from supervision.store.handed_cells import HANDED_IN_ORDER, IS_MENDED, TOLD, TOLD_OF
from supervision.store.rollups import SPLIT

BY_STAGE = f"""
    moments as (
        select k, begins, lead(begins) over (partition by k order by begins) as ends
        from (
            select distinct k, begins
            from (from placed where not is_alone) as placed inner join stages using (stay)
        )
    ),
    seen as materialized (
        -- A key of one row has none before it, so its rows are not put in order.
        select k, is_alone, named_in, number, source, received_on, district, organ, _file, mended_file, _handed_for, begins,
            ends, counts, stands, null::varchar as hash_before, _hash, null::integer as file_before,
            null::date as handed_before
        from placed inner join stages using (stay) where is_alone
        union all by name
        select * exclude (_line, _origin), lag(_hash) over newer as hash_before, lag(_file) over newer as file_before,
            lag(_handed_for) over newer as handed_before
        from (
            select k, is_alone, named_in, number, source, received_on, district, organ, _file, mended_file, _handed_for,
                _hash, _line, _origin, moments.begins, moments.ends, counts, stands
            from placed
            inner join moments using (k)
            inner join stages
                on stages.stay = placed.stay and stages.begins <= moments.begins
                and (stages.ends is null or stages.ends > moments.begins)
        )
        window newer as (partition by k, begins, counts {HANDED_IN_ORDER})
    ),
    told_staged as (
        select begins, ends, {TOLD_OF}, source, _handed_for as handed_for, {TOLD},
            date_trunc('month', handed_before) is distinct from date_trunc('month', _handed_for) as is_another_month
        from seen where counts
    ),
    ways_staged as (
        select named_in, begins, ends, number, received_on, {SPLIT},
            if(counts, [_handed_for], []) as handed, {IS_MENDED}
        from seen where is_alone and stands
        union all
        select any_value(named_in), begins, any_value(ends), any_value(number) filter (where stands),
            any_value(received_on) filter (where stands), any_value(source) filter (where stands),
            any_value(district) filter (where stands), any_value(organ) filter (where stands),
            coalesce(
                list_sort(list(_handed_for) filter (where counts and handed_before is distinct from _handed_for)), []
            ),
            {IS_MENDED}
        from seen where not is_alone group by k, begins having bool_or(stands)
    )
"""
"""CTEs: what the rows in `placed` were told to be, `told_staged`, and how the leads came of which one stood, `ways_staged`.
`placed` are rows with the numbers of their stays (`handed_stays`) and keys, mended ones again where they had waited, and
whether they are alone with their keys."""

CELLS = {
    "handed": """
        select begins, ends, file, source, handed_for, told, is_outside, count(*) as leads from told_staged group by all
        union all by name
        select begins, ends, source, date_trunc('month', handed_for)::date as handed_for, 'key' as told,
            false as is_outside, count(*) as leads
        from told_staged where is_another_month group by all
    """,
    "lead_ways": f"""
        select begins, ends, received_on, {SPLIT}, handed, is_mended, count(*) as leads from ways_staged group by all
    """,
    # Followed from the batch on in which a review first named them.
    "reviewed_leads": f"""
        select greatest(begins, named_in) as begins, ends, number, received_on, {SPLIT}, handed, is_mended, 1 as leads
        from ways_staged where named_in is not null and (ends is null or ends > named_in)
    """,
}
"""What each log counts, and from which batch to before which."""
STAGED = " union all by name ".join(f"select '{log}' as log, * from ({of})" for log, of in CELLS.items())
"""SELECT: the cells of every log, of what `BY_STAGE` says."""
TURNED = """
    select begins as batch, * exclude (begins, ends) from cells
    union all
    select ends, * exclude (begins, ends) replace (-leads as leads) from cells where ends is not null
"""
"""SELECT: what each batch did to the `cells`."""
