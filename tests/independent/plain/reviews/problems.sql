-- How many problems did the reviews concluded in the period find, and in how many cases is their number stated?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    quarters.quarter,
    count(reviews.number) as cases,
    count(reviews.problems) as stated,
    sum(reviews.problems)::bigint as problems,
from quarters_between($from_day, $until_day) as quarters
left join reviews
    on reviews.concluded_on >= greatest(quarters.first_day, $from_day::date)
    and reviews.concluded_on < least(quarters.next_day, $until_day::date)
group by quarters.quarter
order by quarters.quarter
