-- How many reviews were concluded for every hundred opened?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    tallied as (
        select
            quarters.quarter,
            coalesce(sum(turns.opened), 0)::bigint as opened,
            coalesce(sum(turns.concluded), 0)::bigint as concluded,
        from quarters_between($from_day, $until_day) as quarters
        left join review_turns as turns
            on turns.day >= greatest(quarters.first_day, $from_day::date)
            and turns.day < least(quarters.next_day, $until_day::date)
        group by quarters.quarter
    )

select
    null as breakdown,
    null as member,
    sum(opened)::bigint as opened,
    sum(concluded)::bigint as concluded,
    percent_of(sum(concluded)::bigint, sum(opened)::bigint) as value,
from tallied
union all
select 'quarter', quarter, opened, concluded, percent_of(concluded, opened)
from tallied
order by breakdown nulls first, member
