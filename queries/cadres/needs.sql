-- What was raised on one cadre's visits, and what became of it by the day of reckoning?
-- one row per: number
-- $number: the cadre's number
-- $until_day: first day after the period
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
from needs_raised_with($number) as needs
left join every_enterprises
    on every_enterprises.number = unit_of(needs.enterprise_number, needs.uscc, needs.enterprise_name)
where needs.raised_on < $until_day
order by needs.raised_on, needs.number
