-- Which hand-overs are overdue on the day of reckoning?
-- one row per: source, due_on
-- $from_day: first day of the period
-- $until_day: first day after the period
select source, due_on, month, date_diff('day', due_on, as_of()) as days_overdue
from collections_due
where state = 'missing' and due_on >= $from_day and due_on < $until_day and due_on < as_of()
order by due_on, source
