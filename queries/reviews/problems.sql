-- How many problems did the reviews concluded in the period find, and in how many cases is their number stated?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    found as (
        -- By days first: a quarter is told of each of these and not of each review.
        select
            quarter_of(day) as quarter,
            sum(cases)::bigint as cases,
            sum(stated)::bigint as stated,
            sum(problems)::bigint as problems,
        from (
            select
                _concluded_on as day,
                count(*) as cases,
                count(problems) as stated,
                sum(problems) as problems,
            from reviews
            where ended_between(_concluded_on, $from_day, $until_day)
            group by _concluded_on
        ) as by_day
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
