-- Which leads are past the time limit in force for their source, or reach it within a week?
-- one row per: key
-- $until_day: first day after the period
select _key as key
from leads_with_limit
where received_on <= least($until_day::date - 1, as_of())
    and limit_on <= least($until_day::date - 1, as_of()) + 7
