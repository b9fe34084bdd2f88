-- Which reviews have been open longest at the end of the period?
-- one row per: number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
select
    number,
    kind,
    organ,
    district,
    review_group,
    opened_on,
    age_at(opened_on, $until_day) as days_open,
    count(*) over () as in_all,
from reviews
where opened_on < $until_day and (concluded_on is null or concluded_on >= $until_day)
order by opened_on, number
limit $at_most
