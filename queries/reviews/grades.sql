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
        select quarter_of(day) as quarter, coalesce(member, '未注明') as grade, sum(reviews)::bigint as cases
        from reviews_counted($from_day, $until_day)
        where part = 'grade'
        group by quarter_of(day), coalesce(member, '未注明')
    ),

    totals as (select quarter, sum(cases)::bigint as cases from tallied group by quarter),

    told as (
        select
            quarter,
            grade,
            coalesce(grid.position, 999) as position,
            coalesce(tallied.cases, 0) as cases,
            percent_of(coalesce(tallied.cases, 0), totals.cases) as share,
        from grid
        full join tallied using (quarter, grade)
        left join totals using (quarter)
    ),

    -- Of the regimes in force in the quarter that know the grade, the committee's own before others'.
    placed as (
        select
            quarters.quarter,
            unnest(string_split(regimes.grades, '|')) as grade,
            regimes.regime,
            regimes.position + case when regimes.regime like '%执法监督委员会%' then 0 else 1000 end as rank,
        from quarters_between($from_day, $until_day) as quarters
        inner join reference.review_grades as regimes
            on regimes.valid_from::date < quarters.next_day
            and coalesce(regimes.valid_to::date, quarters.first_day) >= quarters.first_day
    ),

    regimes as (select quarter, grade, arg_min(regime, rank) as regime from placed group by quarter, grade)

select
    told.quarter,
    told.grade,
    regimes.regime,
    told.cases,
    told.share,
from told
left join regimes using (quarter, grade)
order by told.quarter, told.position, told.grade
