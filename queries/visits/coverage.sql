-- How many central and provincial units are on the roster at the period's end, and how many were visited in it?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select kind, count(*) as listed, count(*) filter (visits > 0) as visited
        from roster_visits($from_day, $until_day)
        where is_listed
        group by kind
    )

select
    null as breakdown,
    null as member,
    0 as position,
    coalesce(sum(listed), 0)::bigint as listed,
    coalesce(sum(visited), 0)::bigint as visited,
    coalesce(sum(listed - visited), 0)::bigint as unvisited,
from tallied
union all
select
    'kind',
    coalesce(members.member, tallied.kind),
    coalesce(members.position, 999),
    coalesce(tallied.listed, 0),
    coalesce(tallied.visited, 0),
    coalesce(tallied.listed - tallied.visited, 0),
from (select member, position from listed_members where breakdown = 'enterprise_kind') as members
full join tallied on tallied.kind = members.member
order by breakdown nulls first, position, member
