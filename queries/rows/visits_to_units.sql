-- Which visits to listed units were made in the period?
-- one row per: key
-- split by: number, month
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    visits_linked._key as key,
    visits_linked.unit as number,
    month_of(visits_linked.visited_on) as month,
from visits_linked
inner join listed_units($from_day, $until_day) as units on units.number = visits_linked.unit
where visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
