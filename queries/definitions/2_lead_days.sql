-- Leads counted by day and by month, from the logs that every batch adds to: a batch may take away what an earlier one
-- brought, so cells are summed and never taken alone. They say what `leads` says, at a price that does not grow.
create or replace macro is_known(batch) as batch <= coalesce(getvariable('known_at'), 2147483647);

create or replace macro is_looked_at(source, district, organ) as
(getvariable('only_source') is null or source = getvariable('only_source'))
and (getvariable('only_district') is null or district = getvariable('only_district'))
and (getvariable('only_organ') is null or organ = getvariable('only_organ'));

-- Whether a filter parts the rows of a ledger: then counts of all of them say nothing.
create or replace macro are_leads_narrowed() as
coalesce(getvariable('only_source'), getvariable('only_district'), getvariable('only_organ')) is not null;

create or replace macro are_reviews_narrowed() as
coalesce(
    getvariable('only_source'), getvariable('only_district'), getvariable('only_organ'), getvariable('only_review_kind')
) is not null;

create or replace view every_lead_days as
select received_on, source, district, organ, leads
from history.lead_days
where is_known(batch) and received_on <= as_of();

create or replace view lead_days as
select *
from every_lead_days
where is_looked_at(source, district, organ);

-- Months that the day of reckoning does not cut short.
create or replace view lead_months as
select month, source, district, organ, part, member, leads
from history.lead_months
where is_known(batch) and month < date_trunc('month', as_of() + 1) and is_looked_at(source, district, organ);

-- Leads by day and by source, district and organ one by one: a few dozen cells a day however many leads there are.
-- Where something narrows them, drawn from the cells that know all three.
create or replace view every_lead_part_days as
select part, member, received_on, leads
from history.lead_part_days
where is_known(batch) and received_on <= as_of();

create or replace view lead_part_days_narrowed as
select
    unnest(['source', 'district', 'organ']) as part,
    unnest([source, district, organ]) as member,
    received_on,
    leads,
from lead_days;

create or replace view lead_part_days as
select *
from query_table(case when are_leads_narrowed() then 'lead_part_days_narrowed' else 'every_lead_part_days' end);

create or replace view lead_source_days as
select member as source, received_on, leads from lead_part_days where part = 'source';

-- Every day on which each source has leads, whatever is looked at, and the first of them.
create or replace view every_lead_source_days as
select member as source, received_on, sum(leads)::bigint as leads
from every_lead_part_days
where part = 'source'
group by member, received_on
having sum(leads) > 0;

create or replace view leads_began as
select source, min(received_on) as first_day from every_lead_source_days group by source;

-- The whole months of a half-open period, as far as the day of reckoning has come.
create or replace macro whole_months_first(first_day) as last_day(first_day::date - 1) + 1;

create or replace macro whole_months_next(next_day) as
date_trunc('month', least(next_day::date, as_of() + 1))::date;

-- Leads received in a half-open period by the parts that days do not tell: whole months from their cells, the days
-- before and after them from the rows.
create or replace macro leads_in_parts(first_day, next_day) as table
with
    rows_beside as (
        select source, matter, complainant_kind, prohibition, body, summary, status, channel
        from leads
        where
            received_on >= first_day::date
            and received_on < least(next_day::date, whole_months_first(first_day))
        union all
        select source, matter, complainant_kind, prohibition, body, summary, status, channel
        from leads
        where
            received_on >= greatest(whole_months_first(first_day), whole_months_next(next_day))
            and received_on < next_day::date
    ),

    both_kinds as (
        select source, part, member, leads
        from lead_months
        where
            part <> 'all'
            and month >= whole_months_first(first_day)
            and month < whole_months_next(next_day)
        union all
        select source, part, member, count(*)
        from (
            select
                source,
                unnest(['matter', 'complainant_kind', 'prohibition']) as part,
                unnest([matter, complainant_kind, prohibition]) as member,
            from rows_beside
        ) as told
        group by all
        union all
        select
            source,
            'filled',
            unnest(['body', 'summary', 'status', 'channel']),
            unnest([count(body), count(summary), count(status), count(channel)]),
        from rows_beside
        group by source
    )

select
    source,
    part,
    member,
    sum(leads)::bigint as leads,
from both_kinds
group by source, part, member
having sum(leads) > 0;
