-- How many distinct matters do the leads received in the period speak of?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Leads that an analyst has linked count once; without links every lead is a matter of its own.
select
    null as breakdown,
    null as member,
    0 as position,
    count(distinct coalesce(matters.matter, leads._key)) as value,
from leads
left join matters on matters.key = leads._key
where leads.received_on >= $from_day and leads.received_on < $until_day
