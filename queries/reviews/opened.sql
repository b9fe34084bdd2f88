-- How many reviews were opened in the period?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select member as kind, month_of(day) as month, reviews
        from reviews_counted($from_day, $until_day)
        where part = 'kind'
    ),

shown as (
        select 'kind' as breakdown, member, position from listed_members where breakdown = 'review_kind'
        union all
        select 'month', month, row_number() over (order by month) from months_between($from_day, $until_day)
    ),

tallied as (
        select 'kind' as breakdown, kind as member, sum(reviews)::bigint as value from counted group by kind
        union all
        select 'month', month, sum(reviews)::bigint from counted group by month
    )

select null as breakdown, null as member, 0 as position, coalesce(sum(reviews), 0)::bigint as value from counted
union all
select breakdown, member, coalesce(position, 999), coalesce(value, 0)
from shown
full join tallied using (breakdown, member)
order by breakdown nulls first, position, member
