-- Which needs were still open at the end of the period?
-- one row per: number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
-- Days are counted first: they settle which rows are looked up at all. Only of those given it is told where they were
-- raised; the first and the last of their visits say where visits are read at all.
with
    -- By file and line, which are narrow and tell a row.
    found as materialized (
        select raised_on, _file, _line
        from needs
        where raised_on < $until_day and was_open_on(_resolved_on, $until_day)
    ),

    in_turn as (
        select
            raised_on,
            sum(count(*)) over (order by raised_on) - count(*) as before,
            sum(count(*)) over ()::bigint as in_all,
        from found
        group by raised_on
    ),

    first_found as (
        select found.raised_on, found._file, found._line, in_turn.in_all
        from found
        inner join in_turn on in_turn.raised_on = found.raised_on
        where in_turn.before < coalesce($at_most, 9223372036854775807)
    ),

    given as materialized (
        select needs.number, needs.kind, needs.organ, needs.visit_number, needs.raised_on, first_found.in_all
        from every_needs as needs
        inner join first_found
            on first_found.raised_on = needs.raised_on
            and first_found._file = needs._file
            and first_found._line = needs._line
        order by needs.raised_on, needs.number
        limit $at_most
    ),

    raised_at as (
        select number, unit_of(enterprise_number, uscc, enterprise_name) as unit
        from every_visits
        where
            number >= (select min(visit_number) from given)
            and number <= (select max(visit_number) from given)
            and number in (select visit_number from given)
    )

select
    given.number,
    given.kind,
    given.organ,
    every_enterprises.name as enterprise,
    given.raised_on,
    age_at(given.raised_on, $until_day) as days_open,
    given.in_all,
from given
left join raised_at on raised_at.number = given.visit_number
left join every_enterprises on every_enterprises.number = raised_at.unit
order by given.raised_on, given.number
