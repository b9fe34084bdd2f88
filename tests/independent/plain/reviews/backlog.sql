-- How many reviews were open at the end of the period?
-- one row per: breakdown, member
-- $until_day: first day after the period
select null as breakdown, null as member, 0 as position, count(*) as value
from reviews
where opened_on < $until_day and (concluded_on is null or concluded_on >= $until_day)
