-- How long did concluded reviews take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select coalesce(days, age_at(day, $until_day)) as days, still_open, reviews
        from reviews_counted($from_day, $until_day)
        where part in ('days', 'open')
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    coalesce(sum(aged.reviews) filter (not aged.still_open), 0)::bigint as concluded,
    coalesce(sum(aged.reviews) filter (aged.still_open), 0)::bigint as still_open,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
