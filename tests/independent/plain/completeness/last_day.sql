-- What is the first day and the last day that the ledgers speak of?
-- one row per: everything
with
    days as (
        select received_on as day from leads
        union all
        select handed_on from collections
        union all
        select unnest([opened_on, concluded_on]) from reviews
        union all
        select unnest([sent_on, replied_on]) from referrals
        union all
        select visited_on from visits
        union all
        select unnest([raised_on, resolved_on]) from needs
    )

select min(day) as first_day, max(day) as last_day from days
