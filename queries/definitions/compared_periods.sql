-- The two periods that a period is compared with. Both ends half-open, as everywhere.

-- 同比: the same days a year before. A period that ends a month ends it a year before too, and one that ends on
-- 28 February of a leap year still ends on that day.
create or replace macro year_before_first(first_day) as (first_day::date - interval 1 year)::date;

create or replace macro year_before_next(next_day) as
greatest((next_day::date - interval 1 year)::date, (next_day::date - 1 - interval 1 year)::date + 1);

-- 环比: whole calendar months are compared with as many before them, any other period with as many days before it.
create or replace macro period_before_first(first_day, next_day) as
case
    when first_day::date = date_trunc('month', first_day::date) and next_day::date = date_trunc('month', next_day::date)
        then (first_day::date - to_months(date_diff('month', first_day::date, next_day::date)::integer))::date
    else first_day::date - (next_day::date - first_day::date)::integer
end;

-- Every hand-over that has not come by the day of reckoning, of the sources that are looked at: what was due, and each
-- source's next one, also where the register has it due after the 25th. A hand-over brings the leads received since the
-- one before, so the last days of a month come with the next month's. Leads that were loaded are there, whatever the
-- register says and whenever they came.
create or replace view hand_overs_missing as
with
    next_due as (
        select
            sources.name as source,
            months.first_day + 24 as due_on,
        from reference.sources as sources
        cross join (
            select distinct unnest([
                date_trunc('month', as_of()), date_trunc('month', as_of() - 24) + interval 1 month
            ])::date as first_day
        ) as months
        where
            (select count(*) from collections_due) > 0
            and (getvariable('only_source') is null or sources.name = getvariable('only_source'))
    ),

loaded as (
        select source, month_of(handed_for) as month
        from history.handed
        where is_known(batch)
        group by all
        having sum(leads) > 0
    ),

missing as (
        select source, due_on, true as is_due
        from collections_due
        where handed_on is null
        union all
        select source, due_on, false
        from next_due
        where (source, month_of(due_on)) not in (select source, month from collections_due)
    )

select
    missing.source,
    missing.due_on,
    (date_trunc('month', missing.due_on) - interval 1 month)::date + 25 as brings_from,
    missing.is_due,
    loaded.month is not null as are_leads_there,
from missing
left join loaded on loaded.source = missing.source and loaded.month = month_of(missing.due_on);

-- All that tells whether periods may be compared, in one row: since when there are leads, and what was not handed over.
create or replace view what_was_handed_over as
select
    (select min(first_day) from leads_began) as began_on,
    (
        select coalesce(list({
            'source': source,
            'due_on': due_on,
            'brings_from': brings_from,
            'is_due': is_due,
            'are_leads_there': are_leads_there
        }), [])
        from hand_overs_missing
    ) as missing;

-- Whether a period lacks one of those: it was due in it, or would bring leads of its days.
create or replace macro lacks_hand_over(one, first_day, next_day) as
one.due_on >= first_day::date
and (
    (one.is_due and one.due_on < next_day::date)
    or (not one.are_leads_there and one.brings_from < next_day::date)
);

-- Whether all hand-overs of a period have come: of one source, or of all where none is named. What a source has not
-- handed over on either side would read as a rise or a fall.
create or replace macro has_all_hand_overs(missing, of_source, first_day, next_day) as
len(list_filter(
    missing,
    lambda one: lacks_hand_over(one, first_day, next_day) and (of_source is null or one.source = of_source)
)) = 0;

-- Whether a period that is over may be compared with another one, of one source or of all: before the ledger began
-- nothing was counted, which is not the same as zero, and neither side may lack a hand-over.
create or replace macro may_be_compared(began_on, missing, of_source, first_day, next_day, base_first, base_next) as
next_day::date - 1 <= as_of()
and coalesce(began_on <= base_first::date, false)
and len(list_filter(
    missing,
    lambda one: (lacks_hand_over(one, first_day, next_day) or lacks_hand_over(one, base_first, base_next))
    and (of_source is null or one.source = of_source)
)) = 0;
