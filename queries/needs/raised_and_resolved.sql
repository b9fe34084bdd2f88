-- How many needs were raised in the period, and how many were resolved in it?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select
            kind,
            sum(raised)::bigint as raised,
            sum(resolved)::bigint as resolved,
        from needs_counted($from_day, $until_day)
        group by kind
    )

select
    null as breakdown,
    null as member,
    0 as position,
    coalesce(sum(raised), 0)::bigint as raised,
    coalesce(sum(resolved), 0)::bigint as resolved,
from tallied
union all
select
    'kind',
    coalesce(members.member, tallied.kind),
    coalesce(members.position, 999),
    coalesce(tallied.raised, 0),
    coalesce(tallied.resolved, 0),
from (select member, position from listed_members where breakdown = 'need_kind') as members
full join tallied on tallied.kind = members.member
order by breakdown nulls first, position, member
