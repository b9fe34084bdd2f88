-- When was one enterprise visited, by whom, and which policies were explained?
-- one row per: number
-- $number: the enterprise's number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    visits.number,
    visits.visited_on,
    visits.cadre_number,
    coalesce(every_cadres.name, visits.cadre_number) as cadre,
    every_cadres.unit as cadre_unit,
    visits.policies,
from every_visits_linked as visits
left join every_cadres on every_cadres.number = visits.cadre_number
where visits.unit = $number and visits.visited_on >= $from_day and visits.visited_on < $until_day
order by visits.visited_on, visits.number
