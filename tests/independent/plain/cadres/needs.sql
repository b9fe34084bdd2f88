-- What was raised on one cadre's visits, and what became of it by the day of reckoning?
-- one row per: number
-- $number: the cadre's number
-- $until_day: first day after the period
-- The cadre's visits first, apart: else every visit there is would be told its enterprise before one is chosen.
with
    made as materialized (
        select number, unit_of(enterprise_number, uscc, enterprise_name) as unit
        from every_visits
        where cadre_number = $number
    )

select
    needs.number,
    needs.kind,
    needs.organ,
    every_enterprises.name as enterprise,
    needs.raised_on,
    case when needs.resolved_on < $until_day then needs.resolved_on end as resolved_on,
    date_diff(
        'day', needs.raised_on, least(coalesce(needs.resolved_on, $until_day::date - 1), $until_day::date - 1)
    ) as days,
from every_needs as needs
inner join made on made.number = needs.visit_number
left join every_enterprises on every_enterprises.number = made.unit
where needs.raised_on < $until_day
order by needs.raised_on, needs.number
