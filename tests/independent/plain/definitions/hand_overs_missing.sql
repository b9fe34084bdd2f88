-- Every hand-over that has not come, with the days whose leads it brings, of the sources that are looked at: those that
-- were due, and each source's next one.
create or replace view hand_overs_missing as
with
    missing as (
        select source, due_on, true as is_due
        from collections_due
        where state = 'missing'
        union all
        select sources.name, ahead.day, false
        from reference.sources as sources
        cross join (
            select day
            from (select (as_of() + unnest(range(-24, 32))::integer)::date as day)
            where day(day) = 25 and day >= date_trunc('month', as_of())
        ) as ahead
        where
            (select count(*) from collections_due) > 0
            and not exists(
                select 1
                from collections_due as due
                where due.source = sources.name and month_of(due.due_on) = month_of(ahead.day)
            )
    )

select
    source,
    due_on,
    is_due,
    (date_trunc('month', due_on)::date - 1 - day(date_trunc('month', due_on)::date - 1)::integer + 26) as brings_from,
    exists(
        select 1
        from handed_leads
        where handed_leads.source = missing.source and month_of(handed_leads.handed_for) = month_of(missing.due_on)
    ) as are_leads_there,
from missing
where getvariable('only_source') is null or source = getvariable('only_source');

-- Whether a period lacks none of those that were due in it, and no leads of its days: of one source, or of all where
-- none is named. What a source has not handed over on either side would read as a rise or a fall.
create or replace macro has_all_hand_overs(of_source, first_day, next_day) as
(
    select count(*) = 0
    from hand_overs_missing
    where
        (of_source is null or source = of_source)
        and (
            (is_due and due_on >= first_day::date and due_on < next_day::date)
            or (not are_leads_there and due_on >= first_day::date and brings_from < next_day::date)
        )
);

-- Whether a period that is over may be compared with another one, of one source or of all: before the ledger began
-- nothing was counted, which is not the same as zero, and neither side may lack a hand-over.
create or replace macro may_be_compared(of_source, first_day, next_day, base_first, base_next) as
next_day::date - 1 <= as_of()
and coalesce((select min(received_on) from every_leads) <= base_first::date, false)
and has_all_hand_overs(of_source, first_day, next_day)
and has_all_hand_overs(of_source, base_first, base_next);
