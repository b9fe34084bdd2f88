-- How many of the listed units had been visited by the end of each month, beside the pace needed?
-- one row per: month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    listed as (
        select first_visited_on from roster_visits($from_day, $until_day) where is_listed
    ),

months as (
        select *, row_number() over (order by month) as place, count(*) over () as places
        from months_between($from_day, $until_day)
    ),

counted as (select count(*) as listed from listed)

select
    months.month,
    any_value(counted.listed) as listed,
    -- A month that has not begun has no value yet; drawing it as a flat line would say "nothing done".
    if(months.first_day <= as_of(), count(listed.first_visited_on), null) as visited,
    (any_value(counted.listed) * months.place / months.places)::decimal(9, 1) as pace,
from months
cross join counted
left join listed on listed.first_visited_on < months.next_day
group by months.month, months.first_day, months.place, months.places
order by months.month
