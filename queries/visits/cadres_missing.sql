-- Which cadres missed months, how many of those they owed, and when did they last visit?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    answered as (
        select
            cadre,
            count(*) as due,
            count(*) filter (visits > 0) as kept,
            count(*) filter (visits = 0 and asked_last < as_of()) as missed,
            max(last_visited_on) as last_visited_on,
        from months_owed($from_day, $until_day)
        group by cadre
    )

select
    cadres.number,
    cadres.name,
    cadres.unit,
    answered.due,
    answered.kept,
    answered.missed,
    answered.last_visited_on,
from answered
inner join cadres on cadres.number = answered.cadre
where answered.missed > 0
order by answered.missed desc, cadres.number asc
