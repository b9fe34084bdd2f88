-- Which listed units were visited in the period, how often, and when last?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    number,
    name,
    kind,
    district,
    visits,
    last_visited_on,
from roster_visits($from_day, $until_day)
where is_listed
order by visits, number
