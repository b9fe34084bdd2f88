-- How many needs fall to each kind of organ: raised and resolved in the period, open at its end?
-- one row per: organ
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    named as (
        select
            coalesce(organ, '未注明') as organ,
            sum(raised)::bigint as raised,
            sum(resolved)::bigint as resolved,
            sum(still_open)::bigint as still_open,
        from needs_counted($from_day, $until_day)
        group by coalesce(organ, '未注明')
    )

select
    coalesce(members.member, named.organ) as organ,
    coalesce(named.raised, 0) as raised,
    coalesce(named.resolved, 0) as resolved,
    coalesce(named.still_open, 0) as still_open,
from (select member, position from listed_members where breakdown = 'organ') as members
full join named on named.organ = members.member
order by coalesce(members.position, 999), organ
