-- How leads came, from the logs that every batch adds to: cells are summed and never taken alone. They say what
-- `handed_leads` and `lead_paths` say row by row.
create or replace view handed_counts as
select
    file,
    source,
    handed_for,
    told,
    is_outside,
    leads,
from history.handed
where
    is_known(batch)
    and (getvariable('only_source') is null or source = getvariable('only_source'));

-- Standing leads by the months that they were handed over for, of every day, whether it has come or not.
create or replace view lead_ways_of_any_day as
select
    received_on,
    source,
    handed,
    leads,
from history.lead_ways
where is_known(batch) and is_looked_at(source, district, organ);

create or replace view lead_ways as
select * from lead_ways_of_any_day where received_on <= as_of();

-- The same of a half-open period, the days left out: whole months from cells that hold them, the days beside them from
-- theirs.
create or replace macro lead_ways_between(first_day, next_day) as table
with
    told as (select * from months_of_spans([first_day], [next_day])),

months as (select month from told where is_whole),

days as (
        select
            if(is_whole, -1, 1) as sign,
            days_beside(is_whole, from_day, until_day, next_month) as received_on,
        from told
    )

select source, handed, leads
from history.lead_way_months
inner join months using (month)
where is_known(batch) and is_looked_at(source, district, organ)
union all
select source, handed, sign * leads
from lead_ways_of_any_day
inner join days using (received_on);

-- The months that each source has handed over by the day of reckoning, as the register has it.
create or replace view months_registered as
select source, list(distinct month) as months
from collections_due
where handed_on is not null
group by source;

-- Whether a filter parts what the cells of whole months hold together.
create or replace macro are_paths_narrowed() as
coalesce(getvariable('only_district'), getvariable('only_organ')) is not null;

-- The first month that begins on that day or after it.
create or replace macro first_month_within(day) as
(date_trunc('month', day::date - 1) + interval 1 month)::date;

-- How many reviewed leads received in a half-open period have come how far. Cells of the logs tell how many leads more,
-- or fewer, stand at a step from a day on: up to the day of reckoning they add up to those that stand there. Whole
-- months are told from cells that hold them, all else from days; where a filter parts a month, days tell all of it.
-- Filters narrow the leads, never what became of them.
create or replace macro reviewed_paths(first_day, next_day) as table
with
    turned as (
        select source, handed, grade, referred_to, leads
        from history.path_turn_months
        where
            is_known(batch)
            and not are_paths_narrowed()
            and (getvariable('only_source') is null or source = getvariable('only_source'))
            and month >= first_month_within(first_day)
            and month < date_trunc('month', next_day::date)::date
            and turned_month < date_trunc('month', as_of() + 1)::date
        union all
        select source, handed, grade, referred_to, leads
        from history.path_turns
        where
            is_known(batch)
            and is_looked_at(source, district, organ)
            and received_on >= first_day::date and received_on < next_day::date
            and turned_on <= as_of()
            and (
                are_paths_narrowed()
                or received_on < first_month_within(first_day)
                or received_on >= date_trunc('month', next_day::date)::date
                or turned_on >= date_trunc('month', as_of() + 1)::date
            )
    ),

-- Ways are few, leads are many: what is told of a way is told once.
come as (
        select source, handed, grade, referred_to, sum(leads)::bigint as leads
        from turned
        group by source, handed, grade, referred_to
        having sum(leads) > 0
    )

select
    come.source,
    come.grade is not null as is_concluded,
    come.grade,
    come.referred_to,
    coalesce(
        list_has_any(list_transform(come.handed, lambda day: month_of(day)), months_registered.months), false
    ) as is_registered,
    come.leads,
from come
left join months_registered on months_registered.source = come.source;
