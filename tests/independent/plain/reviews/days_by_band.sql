-- How long did concluded reviews take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
aged as (
        select
            date_diff('day', opened_on, concluded_on) as days,
            true as is_concluded,
        from reviews
        where concluded_on >= $from_day and concluded_on < $until_day
        union all
        select
            age_at(opened_on, $until_day),
            false,
        from reviews
        where opened_on < $until_day and (concluded_on is null or concluded_on >= $until_day)
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    count(aged.days) filter (aged.is_concluded) as concluded,
    count(aged.days) filter (not aged.is_concluded) as still_open,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
