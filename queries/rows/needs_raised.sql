-- Which needs were raised in the period?
-- one row per: key
-- split by: kind, organ
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    organ,
from needs
where raised_on >= $from_day and raised_on < $until_day
