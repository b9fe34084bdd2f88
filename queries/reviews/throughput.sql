-- How many reviews were open at the start of each month, opened, concluded, and open at its end?
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
    coalesce(sum(turns.opened - turns.concluded) filter (turns.day < months.first_day), 0)::bigint as open_at_start,
    coalesce(sum(turns.opened) filter (turns.day >= months.first_day), 0)::bigint as opened,
    coalesce(sum(turns.concluded) filter (turns.day >= months.first_day), 0)::bigint as concluded,
    coalesce(sum(turns.opened - turns.concluded), 0)::bigint as open_at_end,
from months
left join review_turns as turns on turns.day < months.next_day
group by months.month
order by months.month
