-- How many reviews had come in and how many had been concluded by the end of each month?
-- one row per: month
-- $from_day: first day of the period
-- $until_day: first day after the period
-- What was open when the period began has come in already; the gap between the two is what is open.
with
    months as (
        select month, least(next_day, $until_day::date) as next_day
        from months_between($from_day, $until_day)
        where first_day <= as_of()
    )

select
    months.month,
    coalesce(
        sum(if(turns.day < $from_day, turns.opened - turns.concluded, turns.opened)), 0
    )::bigint as come_in,
    coalesce(sum(turns.concluded) filter (turns.day >= $from_day), 0)::bigint as concluded,
    coalesce(sum(turns.opened - turns.concluded), 0)::bigint as open_at_end,
from months
left join review_turns as turns on turns.day < months.next_day
group by months.month
order by months.month
