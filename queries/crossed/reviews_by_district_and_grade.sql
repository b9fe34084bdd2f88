-- How many reviews were concluded in each district with each grade?
-- one row per: district, grade
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A row without a grade is its district's total.
with
    concluded as (
        select coalesce(district, '未注明') as district, coalesce(grade, '未注明') as grade
        from reviews
        where concluded_on >= $from_day and concluded_on < $until_day
    ),

counted as (
        select district, grade, count(*) as value
        from concluded
        group by grouping sets ((district, grade), (district))
    ),

districts as (
        select member as district, position from listed_members where breakdown = 'district'
        union
        select '未注明', 999 from concluded where district = '未注明'
    ),

grades as (
        select member as grade, position from listed_members where breakdown = 'grade'
        union
        select concluded.grade, 998
        from concluded
        where concluded.grade not in (select member from listed_members where breakdown = 'grade')
        union all
        select null, 999
    )

select
    districts.district,
    grades.grade,
    coalesce(counted.value, 0) as value,
from districts
cross join grades
left join counted
    on counted.district = districts.district and counted.grade is not distinct from grades.grade
order by districts.position, grades.position, grades.grade
