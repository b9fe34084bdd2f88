-- Did as many new leads come each month as the source declared?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    grid as (
        select sources.name as source, sources.position, months.month
        from reference.sources as sources
        cross join months_between($from_day, $until_day) as months
    ),

registered as (
        select source, month, sum(declared)::bigint as declared
        from collections_due
        where due_on >= $from_day and due_on < $until_day
        group by source, month
    )

select
    grid.source,
    grid.month,
    grid.position,
    registered.declared,
    coalesce(came.loaded, 0) as loaded,
    coalesce(came.sent_again, 0) as sent_again,
    coalesce(came.waiting, 0) as waiting,
    coalesce(came.loaded, 0) - registered.declared as difference,
    nullif(abs(coalesce(came.loaded, 0) - registered.declared), 0) as differing,
    case
        when registered.declared is null then 'not_declared'
        when coalesce(came.loaded, 0) < registered.declared then 'fewer'
        when coalesce(came.loaded, 0) > registered.declared then 'more'
        else 'equal'
    end as state,
from grid
left join registered using (source, month)
left join loaded_by_month as came using (source, month)
order by grid.position, grid.month
