-- Which hand-overs fell due in the period, and did they come on time?
-- one row per: key
-- split by: source, month, state
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A hand-over that the register does not mention has no row: it is missing, and only counted.
select
    collections._key as key,
    collections.source,
    month_of(collections.due_on) as month,
    collections_due.state,
from collections
inner join collections_due using (source, due_on)
where collections.due_on >= $from_day and collections.due_on < $until_day
