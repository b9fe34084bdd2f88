-- How many leads were received in each district each month?
-- one row per: district, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select coalesce(district, '未注明') as district, month_of(received_on) as month, count(*) as value
        from leads
        where received_on >= $from_day and received_on < $until_day
        group by all
    )

select
    districts.member as district,
    months.month,
    coalesce(counted.value, 0) as value,
from members_found('district', (select list(found.district) from counted as found)) as districts
cross join months_between($from_day, $until_day) as months
left join counted on counted.district = districts.member and counted.month = months.month
order by districts.position, months.month
