-- Which needs were resolved in the period, whenever they were raised?
-- one row per: key
-- split by: kind, organ, band
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    organ,
    band_of(date_diff('day', raised_on, resolved_on))::varchar as band,
from needs
where resolved_on >= $from_day and resolved_on < $until_day
