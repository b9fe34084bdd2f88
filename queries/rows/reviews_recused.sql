-- Which reviews were done by a group with a member from the very body complained of?
-- one row per: key
-- $from_day: first day of the period
-- $until_day: first day after the period
select distinct _key as key
from reviews_of_own_body
where opened_on < $until_day and was_open_on(_concluded_on, $from_day)
