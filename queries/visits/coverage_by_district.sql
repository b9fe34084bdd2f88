-- How many listed units of each district have been visited?
-- one row per: district
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select
            coalesce(district, '未注明') as district,
            count(*) as listed,
            count(*) filter (visits > 0) as visited,
        from roster_visits($from_day, $until_day)
        where is_listed
        group by coalesce(district, '未注明')
    )

select
    coalesce(members.member, tallied.district) as district,
    coalesce(tallied.listed, 0) as listed,
    coalesce(tallied.visited, 0) as visited,
    coalesce(tallied.listed - tallied.visited, 0) as unvisited,
from (select member, position from listed_members where breakdown = 'district') as members
full join tallied on tallied.district = members.member
order by coalesce(members.position, 999), district
