-- Which needs were open at the end of the period?
-- one row per: key
-- split by: kind, organ, band
-- $until_day: first day after the period
select
    _key as key,
    kind,
    organ,
    band_of(age_at(raised_on, $until_day))::varchar as band,
from needs
where raised_on < $until_day and (resolved_on is null or resolved_on >= $until_day)
