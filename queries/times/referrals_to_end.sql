-- How long do referrals take to their end, those not ended yet taken into account?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Of those begun in the period. What has not ended by the period's last day, or by the day of reckoning, was watched
-- until then.
with
    begun as (
        select
            organ,
            has_ended(_replied_on, $until_day) as has_ended,
            days_watched(sent_on, _replied_on, $until_day) as days,
        from referrals
        where sent_on >= $from_day and sent_on < $until_day
    ),

    -- The macro is told the next two by their names.
    spans as ( -- noqa: ST03
        select
            'referral_organ' as breakdown,
            organ as member,
            days,
            count(*) as spans,
            count(*) filter (has_ended) as ended,
        from begun
        group by organ, days
    ),

    shown as ( -- noqa: ST03
        select breakdown, member, position from listed_members where breakdown = 'referral_organ'
    )

select * exclude (position)
from times_to_end('spans', 'shown')
order by breakdown, position, member
