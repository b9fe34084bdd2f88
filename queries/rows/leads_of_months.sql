-- Which leads were received in the calendar months that the period touches?
-- one row per: key
-- split by: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    source,
    month_of(received_on) as month,
from leads
where
    received_on >= date_trunc('month', $from_day::date)
    and received_on < date_trunc('month', $until_day::date - 1) + interval 1 month
