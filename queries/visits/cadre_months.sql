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
    ),

grid as (
        select named.cadre, named.name, named.unit, months.month
        from named
        cross join months_between($from_day, $until_day) as months
    ),

owed as (
        select
            *,
            greatest(open_first, $from_day::date) as asked_first,
            least(open_last, $until_day::date - 1) as asked_last,
        from duty_months
        where greatest(duty_first, $from_day::date) <= least(duty_last, $until_day::date - 1)
    )

select
    grid.cadre,
    grid.name,
    grid.unit,
    grid.month,
    coalesce(sum(made.visits), 0)::bigint as visits,
    case
        when owed.cadre is null then 'not_on_duty'
        when sum(made.visits) > 0 then 'kept'
        when owed.asked_last >= as_of() then 'pending'
        else 'missed'
    end as state,
from grid
left join owed on owed.cadre = grid.cadre and owed.month = grid.month
left join visits_by_cadre($from_day, $until_day) as made
    on made.cadre = owed.cadre
    and made.month_first = owed.month_first
    and made.visited_on between owed.asked_first and owed.asked_last
group by grid.cadre, grid.name, grid.unit, grid.month, owed.cadre, owed.asked_last
order by grid.cadre, grid.month
