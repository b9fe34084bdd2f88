-- From which day of the period on were so many leads received by its end?
-- one row per: everything
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $leads: how many
-- No day where fewer were received in all of it.
with
    received as (
        select received_on, sum(sum(leads)) over (order by received_on desc) as leads_since
        from lead_source_days
        where received_on >= $from_day and received_on < $until_day
        group by received_on
    )

select max(received_on) as first_day
from received
where leads_since >= $leads
