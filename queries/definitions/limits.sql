-- Leads not yet concluded whose source has a verified time limit in force on the day received, and when it ends.
create or replace view leads_with_limit as
select
    leads.*,
    leads.received_on + time_limits.days::integer as limit_on,
    time_limits.days::integer as limit_days,
    time_limits.citation,
from leads
inner join reference.sources on sources.name = leads.source
inner join reference.time_limits
    on time_limits.source = sources.code
    and leads.received_on >= time_limits.valid_from::date
    and (time_limits.valid_to is null or leads.received_on <= time_limits.valid_to::date)
where time_limits.stage = '办结'
    and time_limits.verified = 'yes'
    and time_limits.day_kind = 'calendar'
    and not coalesce(contains(leads.status, '办结') or contains(leads.status, '不予受理'), false);
