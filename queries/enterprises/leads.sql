-- Which leads name one enterprise?
-- one row per: source, number
-- $number: the enterprise's number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    leads.source,
    leads.number,
    leads.received_on,
    leads.organ,
    leads.matter,
    leads.status,
from leads_linked as leads
where leads.unit = $number and leads.received_on >= $from_day and leads.received_on < $until_day
order by leads.received_on, leads.source, leads.number
