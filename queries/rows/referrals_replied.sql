-- Which referrals were replied to in the period, whenever they were sent?
-- one row per: key
-- split by: month, band
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    month_of(replied_on) as month,
    band_of(date_diff('day', sent_on, replied_on))::varchar as band,
from referrals
where replied_on >= $from_day and replied_on < $until_day
