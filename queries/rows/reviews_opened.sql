-- Which reviews were opened in the period?
-- one row per: key
-- split by: kind, month, quarter, review_quarter, review_kind, review_organ, review_district, review_group
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    month_of(opened_on) as month,
    quarter_of(opened_on) as quarter,
    quarter_of(opened_on) as review_quarter,
    kind as review_kind,
    organ as review_organ,
    district as review_district,
    review_group,
from reviews
where opened_on >= $from_day and opened_on < $until_day
