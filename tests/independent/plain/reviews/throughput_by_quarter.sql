-- How many reviews were open at the start of each quarter, opened, concluded, and open at its end?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    quarters as (
        select
            quarter,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from quarters_between($from_day, $until_day)
    )

select
    quarters.quarter,
    count(reviews.number) filter (
        reviews.opened_on < quarters.first_day
        and (reviews.concluded_on is null or reviews.concluded_on >= quarters.first_day)
    ) as open_at_start,
    count(reviews.number) filter (
        reviews.opened_on >= quarters.first_day and reviews.opened_on < quarters.next_day
    ) as opened,
    count(reviews.number) filter (
        reviews.concluded_on >= quarters.first_day and reviews.concluded_on < quarters.next_day
    ) as concluded,
    count(reviews.number) filter (
        reviews.opened_on < quarters.next_day
        and (reviews.concluded_on is null or reviews.concluded_on >= quarters.next_day)
    ) as open_at_end,
from quarters
left join reviews on true
group by quarters.quarter
order by quarters.quarter
