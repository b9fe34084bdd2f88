-- How many referrals were sent and how many replies came each month, and how many waited at its end?
-- one row per: month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    months as (
        select
            month,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from months_between($from_day, $until_day)
    )

select
    months.month,
    count(referrals.number) filter (
        referrals.sent_on >= months.first_day and referrals.sent_on < months.next_day
    ) as sent,
    count(referrals.number) filter (
        referrals.replied_on >= months.first_day and referrals.replied_on < months.next_day
    ) as replied,
    count(referrals.number) filter (
        referrals.sent_on < months.next_day
        and (referrals.replied_on is null or referrals.replied_on >= months.next_day)
    ) as waiting,
from months
left join referrals on true
group by months.month
order by months.month
