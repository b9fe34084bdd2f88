-- How many leads were received in the period?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select
            source,
            month_of(received_on) as month,
            coalesce(district, '未注明') as district,
            coalesce(organ, '未注明') as organ,
        from leads
        where received_on >= $from_day and received_on < $until_day
    ),

shown as (
        select breakdown, member, position from listed_members where breakdown in ('source', 'district', 'organ')
        union all
        select 'month', month, row_number() over (order by month) from months_between($from_day, $until_day)
    ),

tallied as (
        select 'source' as breakdown, source as member, count(*) as value from counted group by source
        union all
        select 'month', month, count(*) from counted group by month
        union all
        select 'district', district, count(*) from counted group by district
        union all
        select 'organ', organ, count(*) from counted group by organ
    )

select null as breakdown, null as member, 0 as position, count(*) as value from counted
union all
select breakdown, member, coalesce(position, 999), coalesce(value, 0)
from shown
full join tallied using (breakdown, member)
order by breakdown nulls first, position, member
