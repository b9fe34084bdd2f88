-- In which months did each cadre keep the duty of a visit, miss it, or owe none?
-- one row per: cadre, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    named as (
        select
            number as cadre,
            -- Two cadres of one name stay two rows.
            if(count(*) over (partition by name) > 1, name || ' ' || number, name) as name,
            unit,
        from cadres
    )

select
    named.cadre,
    named.name,
    named.unit,
    months.month,
    coalesce(owed.visits, 0) as visits,
    duty_state(owed.month, owed.visits, owed.asked_last) as state,
from named
cross join months_between($from_day, $until_day) as months
left join months_owed($from_day, $until_day) as owed on owed.cadre = named.cadre and owed.month = months.month
order by named.cadre, months.month
