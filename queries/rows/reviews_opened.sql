-- Which reviews were opened in the period?
-- one row per: key
-- split by: kind, month, quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    kind,
    month_of(opened_on) as month,
    strftime(opened_on, '%Y') || 'Q' || quarter(opened_on) as quarter,
from reviews
where opened_on >= $from_day and opened_on < $until_day
