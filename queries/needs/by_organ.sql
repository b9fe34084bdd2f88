-- How many needs fall to each kind of organ: raised and resolved in the period, open at its end?
-- one row per: organ
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select
            coalesce(organ, '未注明') as organ,
            count(*) filter (raised_on >= $from_day and raised_on < $until_day) as raised,
            count(*) filter (resolved_on >= $from_day and resolved_on < $until_day) as resolved,
            count(*) filter (
                raised_on < $until_day and (resolved_on is null or resolved_on >= $until_day)
            ) as still_open,
        from needs
        group by coalesce(organ, '未注明')
    )

select
    coalesce(members.member, tallied.organ) as organ,
    coalesce(tallied.raised, 0) as raised,
    coalesce(tallied.resolved, 0) as resolved,
    coalesce(tallied.still_open, 0) as still_open,
from (select member, position from listed_members where breakdown = 'organ') as members
full join tallied on tallied.organ = members.member
order by coalesce(members.position, 999), organ
