-- What is the first day and the last day that the ledgers speak of, whatever is looked at?
-- one row per: everything
with
    days as (
        select received_on as day from every_leads
        union all
        select handed_on from every_collections
        union all
        select unnest([opened_on, concluded_on]) from every_reviews
        union all
        select unnest([sent_on, replied_on]) from every_referrals
        union all
        select visited_on from every_visits
        union all
        select unnest([raised_on, resolved_on]) from every_needs
    )

select min(day) as first_day, max(day) as last_day from days
