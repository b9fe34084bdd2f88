-- How many reviews were open at the end of the period?
-- one row per: breakdown, member
-- $until_day: first day after the period
select null as breakdown, null as member, 0 as position, coalesce(sum(opened - concluded), 0)::bigint as value
from review_turns
where day < $until_day
