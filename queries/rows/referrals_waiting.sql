-- Which referrals had no reply by the end of the period?
-- one row per: key
-- $until_day: first day after the period
select _key as key
from referrals
where sent_on < $until_day and (replied_on is null or replied_on >= $until_day)
