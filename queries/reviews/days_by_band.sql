-- How long did concluded reviews take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select
            coalesce(days, age_at(day, $until_day)) as days,
            sum(reviews) filter (not still_open) as concluded,
            sum(reviews) filter (still_open) as still_open,
        from reviews_counted($from_day, $until_day)
        where part in ('days', 'open')
        group by coalesce(days, age_at(day, $until_day))
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    coalesce(sum(aged.concluded), 0)::bigint as concluded,
    coalesce(sum(aged.still_open), 0)::bigint as still_open,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
