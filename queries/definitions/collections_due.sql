-- Every hand-over that a source owes by the day of reckoning: the register's rows, and the 25th of each
-- month since the register began for which it has no row. A silent source is a row, never a gap.
create or replace view collections_due as
with
    expected as (
        select sources.name as source, months.first_day, months.first_day + 24 as expected_on
        from reference.sources as sources
        cross join (
            select unnest(generate_series(
                date_trunc('month', (select min(due_on) from every_collections))::timestamp, as_of(), interval 1 month
            ))::date as first_day
        ) as months
        where
            months.first_day + 24 <= as_of()
            and (getvariable('only_source') is null or sources.name = getvariable('only_source'))
    ),

register as (
        select
            source,
            date_trunc('month', due_on)::date as first_day,
            due_on,
            handed_on,
            declared,
            true as is_registered,
        from collections
    ),

-- What was handed over after the day of reckoning has no day in the register yet.
both_kinds as (
        select
            source,
            coalesce(due_on, expected_on) as due_on,
            handed_on,
            declared,
            coalesce(is_registered, false) as is_registered,
        from register
        full join expected using (source, first_day)
        where due_on is null or due_on <= as_of() or handed_on is not null
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
