-- How many leads were received in each district about each kind of organ?
-- one row per: district, organ
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select coalesce(district, '未注明') as district, coalesce(organ, '未注明') as organ, sum(leads)::bigint as value
        from lead_days
        where received_on >= $from_day and received_on < $until_day
        group by all
        having sum(leads) > 0
    )

select
    districts.member as district,
    organs.member as organ,
    coalesce(counted.value, 0) as value,
from members_found('district', (select list(found.district) from counted as found)) as districts
cross join members_found('organ', (select list(found.organ) from counted as found)) as organs
left join counted on counted.district = districts.member and counted.organ = organs.member
order by districts.position, organs.position
