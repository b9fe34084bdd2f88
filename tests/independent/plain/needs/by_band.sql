-- How long did resolved needs take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select date_diff('day', raised_on, resolved_on) as days, true as is_resolved
        from needs
        where resolved_on >= $from_day and resolved_on < $until_day
        union all
        select age_at(raised_on, $until_day), false
        from needs
        where raised_on < $until_day and (resolved_on is null or resolved_on >= $until_day)
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    count(aged.days) filter (aged.is_resolved) as resolved,
    count(aged.days) filter (not aged.is_resolved) as still_open,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
