-- How long did concluded reviews take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Looked up once: what a filter reaches through another ledger is the dearest part.
    spans as (
        select
            opened_on,
            _concluded_on as ended_on,
            coalesce(ended_between(_concluded_on, $from_day, $until_day), false) as has_ended,
        from reviews
        where was_open_on(_concluded_on, $from_day)
    ),

    aged as (
        select
            if(has_ended, ended_on - opened_on, age_at(opened_on, $until_day)) as days,
            count(*) filter (has_ended) as concluded,
            count(*) filter (not has_ended) as still_open,
        from spans
        where has_ended or (opened_on < $until_day and was_open_on(ended_on, $until_day))
        group by days
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
