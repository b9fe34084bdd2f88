-- How many calendar days did the reviews concluded in the period take, as a median?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Counted by how long they took: the middle is found among days, which are few.
    taken as (
        select _concluded_on - opened_on as days, count(*) as reviews
        from reviews
        where ended_between(_concluded_on, $from_day, $until_day)
        group by days
    ),

    in_turn as (
        select days, sum(reviews) over (order by days) as so_far, sum(reviews) over () as in_all
        from taken
    )

select null as breakdown, null as member, 0 as position, counted_median(days, so_far, in_all) as value
from in_turn
