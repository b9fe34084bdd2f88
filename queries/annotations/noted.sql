-- What was noted on the days of the period?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
select number, noted_on, month_of(noted_on) as month, words
from annotations
where noted_on >= $from_day and noted_on < $until_day
order by noted_on, number
