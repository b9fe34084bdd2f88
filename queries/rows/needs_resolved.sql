-- Which needs were resolved in the period, whenever they were raised?
-- one row per: key
-- split by: kind
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
from needs
where resolved_on >= $from_day and resolved_on < $until_day
