-- How many reviews are open at the end of the period, how many of them for long, and which is the oldest?
-- one row per: everything
-- $until_day: first day after the period
-- $days: days after which one has been open for long
select
    count(*) as still_open,
    count(*) filter (age_at(opened_on, $until_day) > $days) as long_open,
    arg_min(number, (opened_on, number)) as oldest,
    age_at(min(opened_on), $until_day) as days_open,
from reviews
where opened_on < $until_day and (concluded_on is null or concluded_on >= $until_day)
