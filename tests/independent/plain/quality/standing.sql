-- How many rows of each ledger stand, and how many still wait to be mended?
-- one row per: ledger
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Rosters have no day of their own and are counted whole. A row whose day can't be read could belong anywhere.
with
    standing as (
        select 'leads' as ledger, received_on as day from leads
        union all
        select 'collections', due_on from collections
        union all
        select 'reviews', opened_on from reviews
        union all
        select 'referrals', sent_on from referrals
        union all
        select 'enterprises', null from enterprises
        union all
        select 'cadres', null from cadres
        union all
        select 'visits', visited_on from visits
        union all
        select 'needs', raised_on from needs
        union all
        select 'members', null from members
        union all
        select 'annotations', noted_on from annotations
    ),

stand as (
        select ledger, count(*) as standing
        from standing
        where day is null or (day >= $from_day and day < $until_day)
        group by ledger
    ),

wait as (
        select ledger, count(*) as waiting
        from waiting_now
        where day is null or (day >= $from_day and day < $until_day)
        group by ledger
    ),

listed as (
        select ledger, place
        from (
            values
            ('leads', 1), ('collections', 2), ('reviews', 3), ('referrals', 4), ('enterprises', 5),
            ('cadres', 6), ('visits', 7), ('needs', 8), ('members', 9), ('annotations', 10)
        ) as ledgers (ledger, place)
    )

select
    ledger,
    coalesce(standing, 0) as standing,
    coalesce(waiting, 0) as waiting,
    percent_of(coalesce(waiting, 0), coalesce(standing, 0) + coalesce(waiting, 0)) as waiting_share,
from listed
left join stand using (ledger)
left join wait using (ledger)
order by place
