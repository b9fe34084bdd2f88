-- How were the reviews concluded in each quarter graded, and what share is each grade?
-- one row per: quarter, grade
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    grid as (
        select quarters.quarter, grades.member as grade, grades.position
        from quarters_between($from_day, $until_day) as quarters
        cross join (select member, position from listed_members where breakdown = 'grade') as grades
    ),

    tallied as (
        select quarter_of(concluded_on) as quarter, coalesce(grade, '未注明') as grade, count(*) as cases
        from reviews
        where concluded_on >= $from_day and concluded_on < $until_day
        group by all
    ),

    totals as (select quarter, sum(cases)::bigint as cases from tallied group by quarter)

select
    quarter,
    grade,
    coalesce(tallied.cases, 0) as cases,
    percent_of(coalesce(tallied.cases, 0), totals.cases) as share,
from grid
full join tallied using (quarter, grade)
left join totals using (quarter)
order by quarter, coalesce(grid.position, 999), grade
