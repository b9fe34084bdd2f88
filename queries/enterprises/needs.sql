-- What was raised on visits to one enterprise, and what became of it by the day of reckoning?
-- one row per: number
-- $number: the enterprise's number
-- $until_day: first day after the period
select
    number,
    kind,
    organ,
    raised_on,
    case when resolved_on < $until_day then resolved_on end as resolved_on,
    date_diff('day', raised_on, least(coalesce(resolved_on, $until_day::date - 1), $until_day::date - 1)) as days,
from needs_raised_at($number)
where raised_on < $until_day
order by raised_on, number
