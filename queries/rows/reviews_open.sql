-- Which reviews were open at the end of the period?
-- one row per: key
-- split by: band
-- $until_day: first day after the period
select
    _key as key,
    band_of(age_at(opened_on, $until_day))::varchar as band,
from reviews
where opened_on < $until_day and (concluded_on is null or concluded_on >= $until_day)
