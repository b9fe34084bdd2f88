-- What was raised on visits to one enterprise, and what became of it by the day of reckoning?
-- one row per: number
-- $number: the enterprise's number
-- $until_day: first day after the period
select
    needs.number,
    needs.kind,
    needs.organ,
    needs.raised_on,
    case when needs.resolved_on < $until_day then needs.resolved_on end as resolved_on,
    date_diff(
        'day', needs.raised_on, least(coalesce(needs.resolved_on, $until_day::date - 1), $until_day::date - 1)
    ) as days,
from every_needs as needs
inner join every_visits_linked as visits on visits.number = needs.visit_number
where needs.raised_on < $until_day and visits.unit = $number
order by needs.raised_on, needs.number
