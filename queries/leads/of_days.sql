-- What do the leads received on these days say?
-- one row per: key
-- $from_day: first day
-- $until_day: first day after them
select
    _key as key,
    source,
    number,
    received_on,
    body,
    matter,
    enterprise_name,
    uscc,
    summary,
from leads
where received_on >= $from_day and received_on < $until_day
order by key
