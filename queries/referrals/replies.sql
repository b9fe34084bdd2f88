-- Of the referrals sent in the period, how many have their reply by its end and how many wait, by organ?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select
            organ,
            count(*) as sent,
            count(*) filter (replied_on < $until_day) as replied,
            count(*) filter (replied_on is null or replied_on >= $until_day) as waiting,
        from referrals
        where sent_on >= $from_day and sent_on < $until_day
        group by organ
    )

select
    null as breakdown,
    null as member,
    0 as position,
    coalesce(sum(sent), 0)::bigint as sent,
    coalesce(sum(replied), 0)::bigint as replied,
    coalesce(sum(waiting), 0)::bigint as waiting,
from tallied
union all
select
    'organ',
    coalesce(members.member, tallied.organ),
    coalesce(members.position, 999),
    coalesce(tallied.sent, 0),
    coalesce(tallied.replied, 0),
    coalesce(tallied.waiting, 0),
from (select member, position from listed_members where breakdown = 'referral_organ') as members
full join tallied on tallied.organ = members.member
order by breakdown nulls first, position, member
