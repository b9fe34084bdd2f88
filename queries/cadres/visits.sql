-- Which enterprises did one cadre visit, and when?
-- one row per: number
-- $number: the cadre's number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    visits.number,
    visits.visited_on,
    visits.unit,
    coalesce(every_enterprises.name, visits.enterprise_name, visits.enterprise_number) as enterprise,
    every_enterprises.kind,
    visits.policies,
from every_visits_linked as visits
left join every_enterprises on every_enterprises.number = visits.unit
where visits.cadre_number = $number and visits.visited_on >= $from_day and visits.visited_on < $until_day
order by visits.visited_on, visits.number
