-- Which needs were unresolved at the end of the period?
-- one row per: key
-- split by: kind
-- $until_day: first day after the period
select
    _key as key,
    kind,
from needs
where raised_on < $until_day and (resolved_on is null or resolved_on >= $until_day)
