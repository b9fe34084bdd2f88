-- Which listed units were visited in the period, how often, and when last?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    covered_units.number,
    covered_units.name,
    covered_units.kind,
    covered_units.district,
    count(visits_linked.number) as visits,
    max(visits_linked.visited_on) as last_visited_on,
from covered_units
left join visits_linked
    on visits_linked.unit = covered_units.number
    and visits_linked.visited_on >= $from_day
    and visits_linked.visited_on < $until_day
where coalesce(covered_units.joined_on, $from_day::date) < $until_day
    and coalesce(covered_units.left_on, $until_day::date) >= $until_day::date - 1
group by all
order by visits, covered_units.number
