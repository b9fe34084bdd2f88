-- Which enterprises stood in which pools at the period's end, and were they visited?
-- one row per: key, pool
-- split by: pool, state
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    units._key as key,
    unnest(units.pools) as pool,
    case
        when exists (
            select 1
            from visits_linked
            where visits_linked.unit = units.number
                and visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
        ) then 'visited'
        else 'unvisited'
    end as state,
from roster_units($from_day, $until_day) as units
