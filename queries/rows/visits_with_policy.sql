-- On which visits of the period was a policy explained?
-- one row per: key, policy
-- split by: policy
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    unnest(policies) as policy,
from visits
where visited_on >= $from_day and visited_on < $until_day
