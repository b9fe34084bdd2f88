-- How many cadre-months were owed in the period, and in how many was a visit made?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select month, count(*) as due, count(*) filter (visits > 0) as kept
        from months_owed($from_day, $until_day)
        group by month
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
