-- What did each review group have in hand, take on, conclude and still have at the end?
-- one row per: review_group
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    coalesce(member, '未注明') as review_group,
    coalesce(sum(reviews) filter (not came_in), 0)::bigint as open_at_start,
    coalesce(sum(reviews) filter (came_in), 0)::bigint as opened,
    coalesce(sum(reviews) filter (not still_open), 0)::bigint as concluded,
    coalesce(sum(reviews) filter (still_open), 0)::bigint as open_at_end,
from reviews_counted($from_day, $until_day)
where part = 'group'
group by coalesce(member, '未注明')
order by open_at_end desc, review_group asc
