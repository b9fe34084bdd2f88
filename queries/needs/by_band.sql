-- How long did resolved needs take, and how long have the open ones waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Looked up once, by what is narrow: what a filter reaches through another ledger is the dearest part.
    spans as materialized (
        select raised_on, _resolved_on as ended_on
        from needs
        where was_open_on(_resolved_on, $from_day)
    ),

    aged as (
        select ended_on - raised_on as days, count(*) as resolved, 0 as still_open
        from spans
        where ended_between(ended_on, $from_day, $until_day)
        group by days
        union all
        select age_at(raised_on, $until_day), 0, count(*)
        from spans
        where raised_on < $until_day and was_open_on(ended_on, $until_day)
        group by raised_on
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
