-- How many distinct matters do the leads received in the period speak of?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Leads that an analyst has linked count once; without links every lead is a matter of its own.
with
    received as (
        select coalesce(sum(leads), 0)::bigint as leads
        from lead_source_days
        where received_on >= $from_day and received_on < $until_day
    ),

    linked as (
        select count(*) as leads, count(distinct matters.matter) as matters
        from leads
        inner join matters on matters.key = leads._key
        where leads.received_on >= $from_day and leads.received_on < $until_day
    )

select
    null as breakdown,
    null as member,
    0 as position,
    received.leads - linked.leads + linked.matters as value,
from received
cross join linked
