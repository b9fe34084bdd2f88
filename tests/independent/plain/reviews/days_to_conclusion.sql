-- How many calendar days did the reviews concluded in the period take, as a median?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- The two middle values are added as whole numbers: halves stay exact.
with
    taken as (
        select date_diff('day', opened_on, concluded_on) as days
        from reviews
        where concluded_on >= $from_day and concluded_on < $until_day
    )

select
    null as breakdown,
    null as member,
    0 as position,
    (quantile_disc(days, 0.5) + list_reverse_sort(list(days))[(count(*) + 1) // 2])::decimal(12, 1)
    * 0.5::decimal(2, 1) as value,
from taken
