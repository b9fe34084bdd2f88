-- Which leads were received in the period?
-- one row per: key
-- split by: source, month, district, organ, matter, complainant_kind, prohibition
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    source,
    month_of(received_on) as month,
    district,
    organ,
    matter,
    complainant_kind,
    prohibition,
from leads
where received_on >= $from_day and received_on < $until_day
