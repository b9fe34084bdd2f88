-- How many referrals were sent in the period, to whom, and for which of the 14 duty crimes?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select organ, coalesce(crime, '未注明') as crime
        from referrals
        where sent_on >= $from_day and sent_on < $until_day
    ),

shown as (
        select 'organ' as breakdown, member, position from listed_members where breakdown = 'referral_organ'
        union all
        select breakdown, member, position from listed_members where breakdown = 'crime'
    ),

tallied as (
        select 'organ' as breakdown, organ as member, count(*) as value from counted group by organ
        union all
        select 'crime', crime, count(*) from counted where organ = '检察机关' group by crime
    )

select null as breakdown, null as member, 0 as position, count(*) as value from counted
union all
select breakdown, member, coalesce(position, 999), coalesce(value, 0)
from shown
full join tallied using (breakdown, member)
order by breakdown nulls first, position, member
