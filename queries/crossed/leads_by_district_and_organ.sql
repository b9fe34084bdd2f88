-- How many leads were received in each district about each kind of organ?
-- one row per: district, organ
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select coalesce(district, '未注明') as district, coalesce(organ, '未注明') as organ, count(*) as value
        from leads
        where received_on >= $from_day and received_on < $until_day
        group by all
    ),

districts as (
        select member as district, position from listed_members where breakdown = 'district'
        union
        select '未注明', 999 from counted where district = '未注明'
    ),

organs as (
        select member as organ, position from listed_members where breakdown = 'organ'
        union
        select '未注明', 999 from counted where organ = '未注明'
    )

select
    districts.district,
    organs.organ,
    coalesce(counted.value, 0) as value,
from districts
cross join organs
left join counted on counted.district = districts.district and counted.organ = organs.organ
order by districts.position, organs.position
