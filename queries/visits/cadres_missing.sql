-- Which cadres missed months, how many of those they owed, and when did they last visit?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    owed as (
        select
            duty_months.cadre,
            duty_months.month_first,
            duty_months.month,
            greatest(duty_months.open_first, $from_day::date) as asked_first,
            least(duty_months.open_last, $until_day::date - 1) as asked_last,
        from duty_months
        where greatest(duty_months.duty_first, $from_day::date)
            <= least(duty_months.duty_last, $until_day::date - 1)
    ),

    answered as (
        select
            owed.cadre,
            owed.month,
            owed.asked_last >= as_of() as is_running,
            coalesce(sum(made.visits), 0)::bigint as visits,
            max(made.visited_on) as last_visited_on,
        from owed
        left join visits_by_cadre($from_day, $until_day) as made
            on made.cadre = owed.cadre
            and made.month_first = owed.month_first
            and made.visited_on between owed.asked_first and owed.asked_last
        group by all
    )

select
    cadres.number,
    cadres.name,
    cadres.unit,
    count(*) as due,
    count(*) filter (answered.visits > 0) as kept,
    count(*) filter (answered.visits = 0 and not answered.is_running) as missed,
    max(answered.last_visited_on) as last_visited_on,
from answered
inner join cadres on cadres.number = answered.cadre
group by all
having missed > 0
order by missed desc, cadres.number asc
