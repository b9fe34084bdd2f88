-- How many days did replies take, and how long have the others waited?
-- one row per: band
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    aged as (
        select date_diff('day', sent_on, replied_on) as days, true as is_replied
        from referrals
        where replied_on >= $from_day and replied_on < $until_day
        union all
        select age_at(sent_on, $until_day), false
        from referrals
        where sent_on < $until_day and (replied_on is null or replied_on >= $until_day)
    )

select
    bands.band,
    bands.first_days,
    bands.last_days,
    count(aged.days) filter (aged.is_replied) as replied,
    count(aged.days) filter (not aged.is_replied) as waiting,
from duration_bands as bands
left join aged on aged.days >= bands.first_days and aged.days <= coalesce(bands.last_days, aged.days)
group by all
order by bands.band
