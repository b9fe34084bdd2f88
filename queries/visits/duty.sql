-- How many cadre-months were owed in the period, and in how many was a visit made?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    owed as (
        select
            cadre,
            month_first,
            month,
            greatest(open_first, $from_day::date) as open_first,
            least(open_last, $until_day::date - 1) as open_last,
        from duty_months
        where greatest(duty_first, $from_day::date) <= least(duty_last, $until_day::date - 1)
    ),

answered as (
        select
            owed.month,
            exists(
                select 1
                from visits_by_cadre($from_day, $until_day) as made
                where made.cadre = owed.cadre
                    and made.month_first = owed.month_first
                    and made.visited_on between owed.open_first and owed.open_last
            ) as is_kept,
        from owed
    ),

tallied as (
        select month, count(*) as due, count(*) filter (is_kept) as kept from answered group by month
    )

select
    null as breakdown,
    null as member,
    0 as position,
    coalesce(sum(due), 0)::bigint as due,
    coalesce(sum(kept), 0)::bigint as kept,
from tallied
union all
select
    'month',
    months.month,
    row_number() over (order by months.month),
    coalesce(tallied.due, 0),
    coalesce(tallied.kept, 0),
from months_between($from_day, $until_day) as months
left join tallied on tallied.month = months.month
order by breakdown nulls first, position
