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

grades as (
        select member as grade, position from members_found('grade', (select list(grade) from concluded))
        union all
        select null, 1000
    )

select
    districts.member as district,
    grades.grade,
    coalesce(counted.value, 0) as value,
from members_found('district', (select list(district) from concluded)) as districts
cross join grades
left join counted
    on counted.district = districts.member and counted.grade is not distinct from grades.grade
order by districts.position, grades.position, grades.grade
