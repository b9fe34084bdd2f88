-- Which cadres owed a visit in a month of the period?
-- one row per: key, month
-- split by: cadre, unit, month, state
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    owed as (
        select
            cadre,
            unit,
            month,
            greatest(open_first, $from_day::date) as open_first,
            least(open_last, $until_day::date - 1) as open_last,
        from duty_months
        where greatest(duty_first, $from_day::date) <= least(duty_last, $until_day::date - 1)
    )

select
    cadres._key as key,
    owed.cadre,
    coalesce(owed.unit, '未注明') as unit,
    owed.month,
    case
        when exists (
            select 1
            from every_visits as visits
            where visits.cadre_number = owed.cadre and visits.visited_on between owed.open_first and owed.open_last
        ) then 'kept'
        else 'missed'
    end as state,
from owed
inner join cadres on cadres.number = owed.cadre
