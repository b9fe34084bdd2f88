-- Which reviews were concluded in the period, whenever they were opened?
-- one row per: key
-- split by: grade, month
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    grade,
    month_of(concluded_on) as month,
from reviews
where concluded_on >= $from_day and concluded_on < $until_day
