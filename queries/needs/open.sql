-- Which needs were still open at the end of the period?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
-- Days are counted already: they settle which rows are looked up. Only of these it is told where they were raised, and
-- whether a filter reaches them; the first and the last of their visits say where visits are read.
with
    in_turn as (
        select
            days,
            sum(sum(still_open)) over (order by days desc) - sum(still_open) as before,
            sum(sum(still_open)) over ()::bigint as in_all,
        from needs_counted($from_day, $until_day)
        where still_open > 0
        group by days
    ),

    bounds as materialized (
        select
            (last_day_watched($until_day) - min(days)::integer)::date as raised_until,
            max(in_all) as in_all,
        from in_turn
        where before < coalesce($at_most, 9223372036854775807)
    ),

    found as materialized (
        select number, kind, organ, visit_number, raised_on
        from every_needs
        where
            raised_on <= (select raised_until from bounds)
            and was_open_on(_resolved_on, $until_day)
            and coalesce(organ = getvariable('only_organ'), getvariable('only_organ') is null)
    ),

    raised_at as (
        select number, unit_of(enterprise_number, uscc, enterprise_name) as unit
        from every_visits
        where
            number >= (select min(visit_number) from found)
            and number <= (select max(visit_number) from found)
            and number in (select visit_number from found)
    )

select
    found.number,
    found.kind,
    found.organ,
    every_enterprises.name as enterprise,
    found.raised_on,
    age_at(found.raised_on, $until_day) as days_open,
    bounds.in_all,
from found
cross join bounds
left join raised_at on raised_at.number = found.visit_number
left join every_enterprises on every_enterprises.number = raised_at.unit
where not are_visits_narrowed() or raised_at.unit in (select number from enterprises)
order by found.raised_on, found.number
limit $at_most
