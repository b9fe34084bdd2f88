-- The days on which rows of reviews, referrals, visits and needs begin and end, as far as the day of reckoning has
-- come, whatever is looked at.
create or replace view every_ledger_days as
select ledger, told, day, sum(number)::bigint as number
from history.ledger_days
where is_known(batch) and day <= as_of()
group by ledger, told, day
having sum(number) > 0;
