-- How many days did replies take, and how long have the others waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Looked up once, by what is narrow: what a filter reaches through another ledger is the dearest part.
    spans as materialized (
        select sent_on, _replied_on as ended_on
        from referrals
        where was_open_on(_replied_on, $from_day)
    ),

    aged as (
        select ended_on - sent_on as days, count(*) as replied, 0 as waiting
        from spans
        where ended_between(ended_on, $from_day, $until_day)
        group by days
        union all
        select age_at(sent_on, $until_day), 0, count(*)
        from spans
        where sent_on < $until_day and was_open_on(ended_on, $until_day)
        group by sent_on
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    coalesce(sum(aged.replied), 0)::bigint as replied,
    coalesce(sum(aged.waiting), 0)::bigint as waiting,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
