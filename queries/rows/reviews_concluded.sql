-- Which reviews were concluded in the period, whenever they were opened?
-- one row per: key
-- split by: grade, month, quarter, band
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    _key as key,
    grade,
    month_of(concluded_on) as month,
    quarter_of(concluded_on) as quarter,
    band_of(date_diff('day', opened_on, concluded_on))::varchar as band,
from reviews
where concluded_on >= $from_day and concluded_on < $until_day
