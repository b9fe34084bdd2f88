-- In which months did one cadre keep the duty of a visit, miss it, or owe none?
-- one row per: month
-- $number: the cadre's number
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    owed as (
        select
            month,
            greatest(open_first, $from_day::date) as asked_first,
            least(open_last, $until_day::date - 1) as asked_last,
        from duty_months
        where
            cadre = $number
            and greatest(duty_first, $from_day::date) <= least(duty_last, $until_day::date - 1)
    ),

    made as (
        select visited_on, count(*) as visits
        from every_visits
        where cadre_number = $number and visited_on >= $from_day and visited_on < $until_day
        group by visited_on
    )

select
    months.month,
    coalesce(sum(made.visits), 0)::bigint as visits,
    duty_state(owed.month, sum(made.visits), owed.asked_last) as state,
from months_between($from_day, $until_day) as months
left join owed on owed.month = months.month
left join made on made.visited_on between owed.asked_first and owed.asked_last
group by months.month, owed.month, owed.asked_last
order by months.month
