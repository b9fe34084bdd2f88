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
    coalesce(sum(turns.sent) filter (turns.day >= months.first_day), 0)::bigint as sent,
    coalesce(sum(turns.replied) filter (turns.day >= months.first_day), 0)::bigint as replied,
    coalesce(sum(turns.sent - turns.replied), 0)::bigint as waiting,
from months
left join referral_turns as turns on turns.day < months.next_day
group by months.month
order by months.month
