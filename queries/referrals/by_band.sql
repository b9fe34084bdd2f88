-- How many days did replies take, and how long have the others waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select _replied_on - sent_on as days, count(*) as replied, 0 as waiting
        from referrals
        where ended_between(_replied_on, $from_day, $until_day)
        group by days
        union all
        select age_at(sent_on, $until_day), 0, count(*)
        from referrals
        where sent_on < $until_day and was_open_on(_replied_on, $until_day)
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
