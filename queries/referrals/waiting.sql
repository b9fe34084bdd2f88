-- Which referrals had no reply by the end of the period?
-- one row per: number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
select
    number,
    review_number,
    organ,
    crime,
    sent_on,
    age_at(sent_on, $until_day) as days_waiting,
    count(*) over () as in_all,
from referrals
where sent_on < $until_day and was_open_on(_replied_on, $until_day)
order by sent_on, number
limit $at_most
