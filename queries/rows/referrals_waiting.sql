-- Which referrals had no reply by the end of the period?
-- one row per: key
-- split by: band
-- $until_day: first day after the period
select
    _key as key,
    band_of(age_at(sent_on, $until_day))::varchar as band,
from referrals
where sent_on < $until_day and (replied_on is null or replied_on >= $until_day)
