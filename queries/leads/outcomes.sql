-- What came of the leads received in the period whose reviews are concluded: which grade, and referred to whom?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select grade, referred_to, leads
        from reviewed_paths($from_day, $until_day)
        where is_concluded
    ),

shown as (
        select 'grade' as breakdown, member, position from listed_members where breakdown = 'grade'
        union all
        select
            'referred_to',
            unnest(['纪检监察机关', '检察机关', '两者均有', '未移送']),
            unnest([1, 2, 3, 4])
    ),

tallied as (
        select 'grade' as breakdown, grade as member, sum(leads)::bigint as value from counted group by grade
        union all
        select 'referred_to', referred_to, sum(leads)::bigint from counted group by referred_to
    )

select null as breakdown, null as member, 0 as position, coalesce(sum(leads), 0)::bigint as value from counted
union all
select breakdown, member, coalesce(position, 999), coalesce(value, 0)
from shown
full join tallied using (breakdown, member)
order by breakdown nulls first, position, member
