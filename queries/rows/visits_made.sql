-- Which visits were made in the period?
-- one row per: key
-- split by: month
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    month_of(visited_on) as month,
from visits
where visited_on >= $from_day and visited_on < $until_day
