-- Which leads are past the time limit in force for their source, or reach it within a week?
-- one row per: source, number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
select
    source,
    number,
    received_on,
    status,
    limit_on,
    date_diff('day', least($until_day::date - 1, as_of()), limit_on) as days_left,
    case when limit_on < least($until_day::date - 1, as_of()) then 'overdue' else 'due_soon' end as state,
    count(*) over () as in_all,
from leads_with_limit
where received_on <= least($until_day::date - 1, as_of())
    and limit_on <= least($until_day::date - 1, as_of()) + 7
order by limit_on, source, number
limit $at_most
