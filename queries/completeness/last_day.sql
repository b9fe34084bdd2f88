-- What is the first day and the last day that the ledgers speak of, whatever is looked at?
-- one row per: everything
select min(day) as first_day, max(day) as last_day
from (
    select received_on as day
    from every_lead_part_days
    where part = 'source'
    group by received_on
    having sum(leads) > 0
    union all
    select handed_on from every_collections
    union all
    select day from every_ledger_days
) as days
