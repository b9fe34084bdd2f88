-- Which reviews were open when the period began or were opened in it?
-- one row per: key
-- split by: review_group
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    review_group,
from reviews
where opened_on < $until_day and (concluded_on is null or concluded_on >= $from_day)
