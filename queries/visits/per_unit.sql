-- How many listed units were visited never, once, twice, three times, and oftener?
-- one row per: times
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select least(4, visits) as times, count(*) as units
        from roster_visits($from_day, $until_day)
        where is_listed
        group by all
    )

select
    times.times,
    coalesce(counted.units, 0) as value,
from (select unnest(range(5)) as times) as times
left join counted using (times)
order by times.times
