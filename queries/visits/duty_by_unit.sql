-- How many cadre-months did each unit's cadres keep and miss?
-- one row per: unit
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    owed as (
        select
            duty_months.cadre,
            duty_months.month_first,
            coalesce(duty_months.unit, '未注明') as unit,
            greatest(duty_months.open_first, $from_day::date) as asked_first,
            least(duty_months.open_last, $until_day::date - 1) as asked_last,
        from duty_months
        where greatest(duty_months.duty_first, $from_day::date)
            <= least(duty_months.duty_last, $until_day::date - 1)
    ),

    answered as (
        select
            owed.unit,
            exists(
                select 1
                from visits_by_cadre($from_day, $until_day) as made
                where made.cadre = owed.cadre
                    and made.month_first = owed.month_first
                    and made.visited_on between owed.asked_first and owed.asked_last
            ) as is_kept,
        from owed
    )

select
    unit,
    count(*) as due,
    count(*) filter (is_kept) as kept,
    count(*) filter (not is_kept) as missed,
from answered
group by unit
order by missed desc, unit asc
