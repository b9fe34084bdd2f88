-- How many reviews were open at the start of each month, opened, concluded, and open at its end?
-- one row per: month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    months as (
        select
            month,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from months_between($from_day, $until_day)
    )

select
    months.month,
    count(reviews.number) filter (
        reviews.opened_on < months.first_day
        and (reviews.concluded_on is null or reviews.concluded_on >= months.first_day)
    ) as open_at_start,
    count(reviews.number) filter (
        reviews.opened_on >= months.first_day and reviews.opened_on < months.next_day
    ) as opened,
    count(reviews.number) filter (
        reviews.concluded_on >= months.first_day and reviews.concluded_on < months.next_day
    ) as concluded,
    count(reviews.number) filter (
        reviews.opened_on < months.next_day
        and (reviews.concluded_on is null or reviews.concluded_on >= months.next_day)
    ) as open_at_end,
from months
left join reviews on true
group by months.month
order by months.month
