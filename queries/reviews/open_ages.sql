-- How many reviews are open at the end of the period, how many of them for long, and which is the oldest?
-- one row per: everything
-- $until_day: first day after the period
-- $days: days after which one has been open for long
with
    open_days as (
        select opened_on, count(*) as reviews
        from reviews
        where opened_on < $until_day and was_open_on(_concluded_on, $until_day)
        group by opened_on
    )

select
    coalesce(sum(reviews), 0)::bigint as still_open,
    coalesce(sum(reviews) filter (age_at(opened_on, $until_day) > $days), 0)::bigint as long_open,
    (
        select min(number)
        from reviews
        where opened_on in (select min(opened_on) from open_days) and was_open_on(_concluded_on, $until_day)
    ) as oldest,
    age_at(min(opened_on), $until_day) as days_open,
from open_days
