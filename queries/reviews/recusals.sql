-- Which reviews were done by a group with a member from the very body complained of?
-- one row per: number, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
select
    number,
    member,
    member_name,
    body,
    review_group,
    opened_on,
    concluded_on,
    count(*) over () as in_all,
from reviews_of_own_body
where opened_on < $until_day and was_open_on(_concluded_on, $from_day)
order by opened_on, number, member
limit $at_most
