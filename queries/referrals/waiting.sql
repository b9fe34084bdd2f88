-- Which referrals had no reply by the end of the period?
-- one row per: number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
-- Days are counted first: they settle which rows are looked up at all.
with
    waiting_days as (
        select sent_on, count(*) as referrals
        from referrals
        where sent_on < $until_day and was_open_on(_replied_on, $until_day)
        group by sent_on
    ),

    in_turn as (
        select
            sent_on,
            sum(referrals) over (order by sent_on) - referrals as before,
            sum(referrals) over ()::bigint as in_all,
        from waiting_days
    )

select
    referrals.number,
    referrals.review_number,
    referrals.organ,
    referrals.crime,
    referrals.sent_on,
    age_at(referrals.sent_on, $until_day) as days_waiting,
    in_turn.in_all,
from referrals
inner join in_turn on in_turn.sent_on = referrals.sent_on
where
    was_open_on(referrals._replied_on, $until_day)
    and in_turn.before < coalesce($at_most, 9223372036854775807)
order by referrals.sent_on, referrals.number
limit $at_most
