-- Which central and provincial units stood on the roster at the period's end?
-- one row per: key
-- split by: kind, district, times, state
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    coalesce(district, '未注明') as district,
    least(4, (
        select count(*)
        from visits_linked
        where visits_linked.unit = units.number
            and visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
    ))::varchar as times,
    case
        when exists (
            select 1
            from visits_linked
            where visits_linked.unit = units.number
                and visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
        ) then 'visited'
        else 'unvisited'
    end as state,
from listed_units($from_day, $until_day) as units
