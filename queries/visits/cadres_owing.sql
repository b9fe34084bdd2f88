-- How many cadres owe a visit in a part of a month, and how many have made none in it?
-- one row per: everything
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    count(distinct duty_months.cadre) as owed,
    count(distinct duty_months.cadre) - count(distinct made.cadre) as owing,
from duty_months
left join visits_by_cadre($from_day, $until_day) as made
    on made.cadre = duty_months.cadre
    and made.visited_on between duty_months.open_first and duty_months.open_last
where greatest(duty_months.duty_first, $from_day::date) <= least(duty_months.duty_last, $until_day::date - 1)
