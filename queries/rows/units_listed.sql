-- Which central and provincial units stood on the roster at the period's end?
-- one row per: key
-- split by: kind, state
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    case
        when exists (
            select 1
            from visits_linked
            where visits_linked.unit = covered_units.number
                and visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
        ) then 'visited'
        else 'unvisited'
    end as state,
from covered_units
where coalesce(joined_on, $from_day::date) < $until_day
    and coalesce(left_on, $until_day::date) >= $until_day::date - 1
