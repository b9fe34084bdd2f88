-- What did each review group have in hand, take on, conclude and still have at the end?
-- one row per: review_group
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    coalesce(review_group, '未注明') as review_group,
    count(*) filter (opened_on < $from_day and was_open_on(_concluded_on, $from_day)) as open_at_start,
    count(*) filter (opened_on >= $from_day and opened_on < $until_day) as opened,
    count(*) filter (ended_between(_concluded_on, $from_day, $until_day)) as concluded,
    count(*) filter (opened_on < $until_day and was_open_on(_concluded_on, $until_day)) as open_at_end,
from reviews
where opened_on < $until_day and was_open_on(_concluded_on, $from_day)
group by coalesce(review_group, '未注明')
order by open_at_end desc, review_group asc
