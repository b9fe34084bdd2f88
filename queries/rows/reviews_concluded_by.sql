-- Which reviews were concluded in the period, taken to the end of one of its months?
-- one row per: key
-- $from_day: first day of the period
-- $until_day: first day after the period
select _key as key
from reviews
where concluded_on >= $from_day and concluded_on < $until_day
