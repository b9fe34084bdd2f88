-- When did each source hand over, month by month, and did as many leads come as it declared?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    grid as (
        select sources.name as source, sources.position, months.month
        from reference.sources as sources
        cross join months_between($from_day, $until_day) as months
    ),

    -- A source that handed over twice in one month shows the worse of the two.
    known as (
        select
            source,
            month,
            arg_max(due_on, rank) as due_on,
            arg_max(handed_on, rank) as handed_on,
            sum(declared) as declared,
            arg_max(state, rank) as state,
        from (
            select *, list_position(['on_time', 'late', 'missing'], state) as rank
            from collections_due
            where due_on >= $from_day and due_on < $until_day
        )
        group by source, month
    )

select
    grid.source,
    grid.month,
    grid.position,
    known.due_on,
    known.handed_on,
    known.declared::bigint as declared,
    coalesce(known.state, 'not_due') as state,
    date_diff('day', known.due_on, coalesce(known.handed_on, as_of())) as days,
    coalesce(came.loaded, 0) as loaded,
    coalesce(came.loaded, 0) - known.declared::bigint as difference,
from grid
left join known using (source, month)
left join loaded_by_month as came using (source, month)
order by grid.position, grid.month
