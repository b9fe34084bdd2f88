-- How many reviews were open at the start of each quarter, opened, concluded, and open at its end?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    quarters as (
        select
            quarter,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from quarters_between($from_day, $until_day)
    )

select
    quarters.quarter,
    coalesce(sum(turns.opened - turns.concluded) filter (turns.day < quarters.first_day), 0)::bigint as open_at_start,
    coalesce(sum(turns.opened) filter (turns.day >= quarters.first_day), 0)::bigint as opened,
    coalesce(sum(turns.concluded) filter (turns.day >= quarters.first_day), 0)::bigint as concluded,
    coalesce(sum(turns.opened - turns.concluded), 0)::bigint as open_at_end,
from quarters
left join review_turns as turns on turns.day < quarters.next_day
group by quarters.quarter
order by quarters.quarter
