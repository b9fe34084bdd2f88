-- How many listed units were visited never, once, twice, three times, and oftener?
-- one row per: times
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select units.number, least(4, coalesce(made.visits, 0)) as times
        from listed_units($from_day, $until_day) as units
        left join visits_by_unit($from_day, $until_day) as made on made.unit = units.number
    )

select
    times.times,
    count(counted.number) as value,
from (select unnest(range(5)) as times) as times
left join counted using (times)
group by times.times
order by times.times
