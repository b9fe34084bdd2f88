-- Which leads name one enterprise?
-- one row per: source, number
-- $number: the enterprise's number
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    source,
    number,
    received_on,
    organ,
    matter,
    status,
from leads_of($number, $from_day, $until_day)
order by received_on, source, number
