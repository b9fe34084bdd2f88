-- What is the first day and the last day that the ledgers speak of, whatever is looked at?
-- one row per: everything
with
    days as (
        select unnest([min(received_on), max(received_on)]) as day from every_lead_source_days
        union all
        select unnest([min(handed_on), max(handed_on)]) from every_collections
        union all
        select unnest([min(day), max(day)]) from every_ledger_days
    )

select min(day) as first_day, max(day) as last_day from days
