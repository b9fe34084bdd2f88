-- Which listed units had been visited by the end of each month of the period?
-- one row per: key, month
-- split by: month
-- $from_day: first day of the period
-- $until_day: first day after the period
select distinct
    units._key as key,
    months.month,
from listed_units($from_day, $until_day) as units
inner join visits_linked on visits_linked.unit = units.number
inner join months_between($from_day, $until_day) as months on months.next_day > visits_linked.visited_on
where visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
