-- How many visits were made in the period?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select visited_on, count(*) as visits
        from visits
        where visited_on >= $from_day and visited_on < $until_day
        group by visited_on
    ),

tallied as (select month_of(visited_on) as month, sum(visits)::bigint as value from counted group by all)

select null as breakdown, null as member, 0 as position, coalesce(sum(visits), 0)::bigint as value from counted
union all
select 'month', months.month, row_number() over (order by months.month), coalesce(tallied.value, 0)
from months_between($from_day, $until_day) as months
left join tallied on tallied.month = months.month
order by breakdown nulls first, position
