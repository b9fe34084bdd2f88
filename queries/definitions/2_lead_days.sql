-- Leads counted by day and by month, from the logs that every batch adds to: a batch may take away what an earlier one
-- brought, so cells are summed and never taken alone. They say what `leads` says, at a price that does not grow.
create or replace macro is_known(batch) as batch <= coalesce(getvariable('known_at'), 2147483647);

create or replace macro is_looked_at(source, district, organ) as
(getvariable('only_source') is null or source = getvariable('only_source'))
and (getvariable('only_district') is null or district = getvariable('only_district'))
and (getvariable('only_organ') is null or organ = getvariable('only_organ'));

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

-- The first day on which each source has a lead, whatever is looked at: looked for in its first month alone.
create or replace view leads_began as
with
    months as (
        select source, month
        from history.lead_months
        where part = 'all' and is_known(batch) and month <= as_of()
        group by source, month
        having sum(leads) > 0
    ),

first_months as (select source, min(month) as month from months group by source),

days as (
        select every_lead_days.source, every_lead_days.received_on
        from every_lead_days
        inner join first_months using (source)
        where
            every_lead_days.received_on >= first_months.month
            and every_lead_days.received_on < first_months.month + interval 1 month
        group by every_lead_days.source, every_lead_days.received_on
        having sum(every_lead_days.leads) > 0
    )

select source, min(received_on) as first_day from days group by source;

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
