-- Calendar months whose leads can't all be there yet, source by source. What is received after the 25th comes with the
-- next month's hand-over, so a month is whole only once both its own and the next one's have come.
create or replace view months_not_whole as
select distinct source, month_of(months.month) as month
from collections_due
cross join lateral (
    select unnest([due_on::timestamp, due_on - interval 1 month]) as month
) as months
where state = 'missing';
