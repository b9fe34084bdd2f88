-- What is the first day on which each ledger has anything, whatever is looked at?
-- one row per: ledger
with
    began as (
        select ledger, min(day) as first_day
        from every_ledger_days
        where told in ('opened_on', 'sent_on', 'visited_on', 'raised_on')
        group by ledger
        union all
        select 'leads', min(first_day) from leads_began
        union all
        select 'collections', min(due_on) from every_collections
    )

select listed.ledger, began.first_day
from (
    select
        unnest(['leads', 'collections', 'reviews', 'referrals', 'visits', 'needs']) as ledger,
        unnest(range(6)) as position,
) as listed
left join began using (ledger)
order by listed.position
