-- Which reviews have been open longest at the end of the period?
-- one row per: number
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
-- Days are counted first: they settle which rows are looked up at all.
with
    in_turn as (
        select
            day as opened_on,
            sum(reviews) over (order by day) - reviews as before,
            sum(reviews) over ()::bigint as in_all,
        from reviews_counted($from_day, $until_day)
        where part = 'open'
    )

select
    reviews.number,
    reviews.kind,
    reviews.organ,
    reviews.district,
    reviews.review_group,
    reviews.opened_on,
    age_at(reviews.opened_on, $until_day) as days_open,
    in_turn.in_all,
from reviews
inner join in_turn on in_turn.opened_on = reviews.opened_on
where
    was_open_on(reviews._concluded_on, $until_day)
    and in_turn.before < coalesce($at_most, 9223372036854775807)
order by reviews.opened_on, reviews.number
limit $at_most
