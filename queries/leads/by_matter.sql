-- What were the leads about?
-- one row per: matter
-- $from_day: first day of the period
-- $until_day: first day after the period
select coalesce(matter, '未注明') as matter, count(*) as value
from leads
where received_on >= $from_day and received_on < $until_day
group by all
order by value desc, matter asc
