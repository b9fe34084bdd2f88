-- Which sources had not handed over what was due in the period?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
select distinct collections_due.source, collections_due.month
from collections_due
where state = 'missing' and due_on >= $from_day and due_on < $until_day
order by collections_due.month, collections_due.source
