-- How many rows of each ledger stand, and how many still wait to be mended?
-- one row per: ledger
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Rosters have no day of their own and are counted whole. A row whose day can't be read could belong anywhere.
with
    stand as (
        select 'leads' as ledger, coalesce(sum(leads), 0)::bigint as standing
        from lead_days
        where received_on >= $from_day and received_on < $until_day
        union all
        select 'collections', count(*) from collections where due_on >= $from_day and due_on < $until_day
        union all
        select 'reviews', count(*) from reviews where opened_on >= $from_day and opened_on < $until_day
        union all
        select 'referrals', count(*) from referrals where sent_on >= $from_day and sent_on < $until_day
        union all
        select 'enterprises', count(*) from enterprises
        union all
        select 'cadres', count(*) from cadres
        union all
        select 'visits', count(*) from visits where visited_on >= $from_day and visited_on < $until_day
        union all
        select 'needs', count(*) from needs where raised_on >= $from_day and raised_on < $until_day
        union all
        select 'members', count(*) from members
        union all
        select 'annotations', count(*) from annotations where noted_on >= $from_day and noted_on < $until_day
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
