-- How many needs have been open for long at the end of the period, and for how many days the oldest?
-- one row per: everything
-- $until_day: first day after the period
-- $days: days after which one has been open for long
select count(*) as long_open, age_at(min(raised_on), $until_day) as days_open
from needs
where
    raised_on < $until_day
    and was_open_on(_resolved_on, $until_day)
    and age_at(raised_on, $until_day) > $days
