-- How many calendar days did the reviews concluded in the period take, as a median?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Counted by how long they took: the middle is found among days, which are few.
    in_turn as (
        select days, sum(reviews) over (order by days) as so_far, sum(reviews) over () as in_all
        from reviews_counted($from_day, $until_day)
        where part = 'days'
    )

select null as breakdown, null as member, 0 as position, counted_median(days, so_far, in_all) as value
from in_turn
