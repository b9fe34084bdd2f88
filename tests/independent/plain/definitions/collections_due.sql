-- Every hand-over that a source owes by the day of reckoning: the register's rows, and the 25th of each
-- month since the register began for which it has no row. A silent source is a row, never a gap.
create or replace view collections_due as
with
    registered as (
        select
            source,
            due_on,
            case when handed_on <= as_of() then handed_on end as handed_on,
            declared,
            true as is_registered,
        from collections
        where due_on <= as_of() or handed_on <= as_of()
    ),

expected as (
        select sources.name as source, months.first_day + 24 as due_on
        from reference.sources as sources
        cross join months_between(
            (select min(due_on) from every_collections), as_of() + 1
        ) as months
        where getvariable('only_source') is null or sources.name = getvariable('only_source')
    ),

silent as (
        select
            expected.source, expected.due_on, null::date as handed_on, null::integer as declared, false as is_registered
        from expected
        anti join collections
            on collections.source = expected.source
            and date_trunc('month', collections.due_on) = date_trunc('month', expected.due_on)
        where expected.due_on <= as_of()
    ),

both_kinds as (
        select * from registered
        union all
        select * from silent
    )

select
    source,
    due_on,
    month_of(due_on) as month,
    handed_on,
    declared,
    is_registered,
    case
        when handed_on is null then 'missing'
        when handed_on <= due_on then 'on_time'
        else 'late'
    end as state,
from both_kinds;
