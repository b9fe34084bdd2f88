-- Which listed units were visited in the period, how often, and when last?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    units.number,
    units.name,
    units.kind,
    units.district,
    coalesce(made.visits, 0) as visits,
    made.last_visited_on,
from listed_units($from_day, $until_day) as units
left join visits_by_unit($from_day, $until_day) as made on made.unit = units.number
order by visits, units.number
