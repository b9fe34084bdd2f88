-- How many cadre-months did each unit's cadres keep and miss?
-- one row per: unit
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    coalesce(unit, '未注明') as unit,
    count(*) as due,
    count(*) filter (visits > 0) as kept,
    count(*) filter (visits = 0) as missed,
from months_owed($from_day, $until_day)
group by coalesce(unit, '未注明')
order by missed desc, unit asc
