-- How many reviews had come in and how many had been concluded by the end of each month?
-- one row per: month
-- $from_day: first day of the period
-- $until_day: first day after the period
-- What was open when the period began has come in already; the gap between the two is what is open.
with
    months as (
        select month, least(next_day, $until_day::date) as next_day
        from months_between($from_day, $until_day)
        where first_day <= as_of()
    )

select
    months.month,
    count(reviews.number) filter (reviews.opened_on < months.next_day) as come_in,
    count(reviews.number) filter (reviews.concluded_on < months.next_day) as concluded,
    count(reviews.number) filter (
        reviews.opened_on < months.next_day
        and (reviews.concluded_on is null or reviews.concluded_on >= months.next_day)
    ) as open_at_end,
from months
left join reviews on reviews.concluded_on is null or reviews.concluded_on >= $from_day
group by months.month
order by months.month
