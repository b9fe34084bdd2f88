-- How many days did replies take, and how long have the others waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Looked up once: what a filter reaches through another ledger is the dearest part.
    spans as (
        select
            sent_on,
            _replied_on as ended_on,
            coalesce(ended_between(_replied_on, $from_day, $until_day), false) as has_ended,
        from referrals
        where was_open_on(_replied_on, $from_day)
    ),

    aged as (
        select
            if(has_ended, ended_on - sent_on, age_at(sent_on, $until_day)) as days,
            count(*) filter (has_ended) as replied,
            count(*) filter (not has_ended) as waiting,
        from spans
        where has_ended or (sent_on < $until_day and was_open_on(ended_on, $until_day))
        group by days
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
