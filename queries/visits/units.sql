-- Which listed units were visited in the period, how often, and when last?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    units.number,
    units.name,
    units.kind,
    units.district,
    count(visits_linked.number) as visits,
    max(visits_linked.visited_on) as last_visited_on,
from listed_units($from_day, $until_day) as units
left join visits_linked
    on visits_linked.unit = units.number
    and visits_linked.visited_on >= $from_day
    and visits_linked.visited_on < $until_day
group by all
order by visits, units.number
