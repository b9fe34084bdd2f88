-- How many problems did the reviews concluded in the period find, and in how many cases is their number stated?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    found as (
        select
            quarter_of(day) as quarter,
            sum(reviews)::bigint as cases,
            sum(stated)::bigint as stated,
            sum(problems)::bigint as problems,
        from reviews_counted($from_day, $until_day)
        where part = 'grade'
        group by quarter_of(day)
    )

select
    quarters.quarter,
    coalesce(found.cases, 0) as cases,
    coalesce(found.stated, 0) as stated,
    found.problems,
from quarters_between($from_day, $until_day) as quarters
left join found using (quarter)
order by quarters.quarter
