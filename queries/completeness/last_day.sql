-- What is the first day and the last day that the ledgers speak of?
-- one row per: everything
with
    lead_ends as (
        select min(received_on) as first_day, max(received_on) as last_day
        from (select received_on from lead_days group by received_on having sum(leads) > 0)
    ),

    days as (
        select unnest([first_day, last_day]) as day from lead_ends
        union all
        select unnest([min(handed_on), max(handed_on)]) from collections
        union all
        select unnest([min(opened_on), max(opened_on), min(concluded_on), max(concluded_on)]) from reviews
        union all
        select unnest([min(sent_on), max(sent_on), min(replied_on), max(replied_on)]) from referrals
        union all
        select unnest([min(visited_on), max(visited_on)]) from visits
        union all
        select unnest([min(raised_on), max(raised_on), min(resolved_on), max(resolved_on)]) from needs
    )

select min(day) as first_day, max(day) as last_day from days
