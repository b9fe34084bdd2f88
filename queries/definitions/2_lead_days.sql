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

-- Leads by calendar month and what else they are counted by, those of days that have not come among them. Of all leads
-- by source alone; where something narrows them, from the cells that know district and organ too.
create or replace view every_lead_months as
select month, source, part, member, leads
from history.lead_source_months
where is_known(batch);

create or replace view lead_months_narrowed as
select month, source, part, member, leads
from history.lead_months
where is_known(batch) and is_looked_at(source, district, organ);

create or replace view lead_months as
select *
from query_table(case when are_leads_narrowed() then 'lead_months_narrowed' else 'every_lead_months' end);

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

-- The same by source alone: cells that something narrows are then not taken apart into three first.
create or replace view lead_source_days_of_all as
select member as source, received_on, leads
from every_lead_part_days
where part = 'source';

create or replace view lead_source_days_narrowed as select source, received_on, leads from lead_days;

create or replace view lead_source_days as
select *
from query_table(case when are_leads_narrowed() then 'lead_source_days_narrowed' else 'lead_source_days_of_all' end);

-- Every day on which each source has leads, whatever is looked at, and the first of them.
create or replace view every_lead_source_days as
select member as source, received_on, sum(leads)::bigint as leads
from every_lead_part_days
where part = 'source'
group by member, received_on
having sum(leads) > 0;

create or replace view leads_began as
select source, min(received_on) as first_day from every_lead_source_days group by source;

-- The calendar months of some half-open periods, as far as the day of reckoning has come. A month of which all days
-- belong to its period is whole. So is the one that the day of reckoning cuts short: what it holds of later days is
-- taken off again, and is nothing where no row is ahead of its day.
create or replace macro months_of_spans(first_days, next_days) as table
select
    span,
    month,
    next_month,
    greatest(first_day, month) as from_day,
    least(next_day, as_of() + 1, next_month) as until_day,
    first_day <= month and (next_day > as_of() or next_day >= next_month) as is_whole,
from (
    select span, first_day, next_day, month::date as month, (month + interval 1 month)::date as next_month
    from (
        select
            *,
            unnest(generate_series(
                date_trunc('month', first_day)::timestamp, least(next_day - 1, as_of())::timestamp, interval 1 month
            )) as month,
        from (
            select
                unnest(range(len(first_days))) as span,
                unnest(first_days)::date as first_day,
                unnest(next_days)::date as next_day,
        ) as spans
    ) as months
) as told;

-- The days by which whole months say too much, with -1, and those of the months that are not whole, with 1.
create or replace macro days_beside(is_whole, from_day, until_day, next_month) as
unnest(generate_series(
    if(is_whole, until_day, from_day)::timestamp,
    if(is_whole, next_month, until_day)::timestamp - interval 1 day,
    interval 1 day
))::date;

-- Leads of every day, whether it has come or not.
create or replace view leads_of_any_day as
select
    received_on,
    source,
    matter,
    complainant_kind,
    prohibition,
    body,
    summary,
    status,
    channel,
from history.leads
where
    is_known(_batch_in)
    and (_batch_out is null or not is_known(_batch_out))
    and is_looked_at(source, district, organ);

-- Leads received in half-open periods, the first of them being 0, by the parts that days do not tell: whole months from
-- their cells, the days beside them from the rows.
create or replace macro leads_in_parts(first_days, next_days) as table
with
    told as (select * from months_of_spans(first_days, next_days)),

months as (select span, month from told where is_whole),

days as (
        select
            span,
            if(is_whole, -1, 1) as sign,
            days_beside(is_whole, from_day, until_day, next_month) as received_on,
        from told
    ),

rows_beside as (
        select
            span,
            source,
            matter,
            complainant_kind,
            prohibition,
            body is not null as has_body,
            summary is not null as has_summary,
            status is not null as has_status,
            channel is not null as has_channel,
            sum(sign) as leads,
        from leads_of_any_day
        inner join days using (received_on)
        group by all
    ),

both_kinds as (
        select span, source, part, member, leads
        from lead_months
        inner join months using (month)
        where part <> 'all'
        union all
        select
            span,
            source,
            unnest(['matter', 'complainant_kind', 'prohibition', 'filled', 'filled', 'filled', 'filled']),
            unnest([matter, complainant_kind, prohibition, 'body', 'summary', 'status', 'channel']),
            unnest([
                leads,
                leads,
                leads,
                if(has_body, leads, 0),
                if(has_summary, leads, 0),
                if(has_status, leads, 0),
                if(has_channel, leads, 0)
            ]),
        from rows_beside
    )

select
    span,
    source,
    part,
    member,
    sum(leads)::bigint as leads,
from both_kinds
group by span, source, part, member
having sum(leads) > 0;
