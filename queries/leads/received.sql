-- How many leads were received in the period?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select
            part,
            month_of(received_on) as month,
            if(part = 'source', member, coalesce(member, '未注明')) as member,
            sum(leads) as leads,
        from lead_part_days
        where received_on >= $from_day and received_on < $until_day
        group by all
    ),

shown as (
        select breakdown, member, position from listed_members where breakdown in ('source', 'district', 'organ')
        union all
        select 'month', month, row_number() over (order by month) from months_between($from_day, $until_day)
    ),

tallied as (
        select part as breakdown, member, sum(leads) as value from counted group by part, member
        union all
        select 'month', month, sum(leads) from counted where part = 'source' group by month
    )

select null as breakdown, null as member, 0 as position, coalesce(sum(leads), 0)::bigint as value
from counted
where part = 'source'
union all
select breakdown, member, coalesce(position, 999), coalesce(value, 0)::bigint
from shown
full join tallied using (breakdown, member)
where position is not null or value > 0
order by breakdown nulls first, position, member
