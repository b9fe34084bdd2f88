-- How long did resolved needs take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select days, sum(resolved)::bigint as resolved, sum(still_open)::bigint as still_open
        from needs_counted($from_day, $until_day)
        group by days
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    coalesce(sum(aged.resolved), 0)::bigint as resolved,
    coalesce(sum(aged.still_open), 0)::bigint as still_open,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
