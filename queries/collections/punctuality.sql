-- How many hand-overs were due in the period, and how many came on time, late or not at all?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select source, state from collections_due where due_on >= $from_day and due_on < $until_day
    ),

tallied as (
        select
            source,
            count(*) as due,
            count(*) filter (state = 'on_time') as on_time,
            count(*) filter (state = 'late') as late,
            count(*) filter (state = 'missing') as missing,
        from counted
        group by source
    )

select
    null as breakdown,
    null as member,
    0 as position,
    count(*) as due,
    count(*) filter (state = 'on_time') as on_time,
    count(*) filter (state = 'late') as late,
    count(*) filter (state = 'missing') as missing,
from counted
union all
select
    'source',
    sources.name,
    sources.position,
    coalesce(due, 0),
    coalesce(on_time, 0),
    coalesce(late, 0),
    coalesce(missing, 0),
from reference.sources as sources
left join tallied on tallied.source = sources.name
order by breakdown nulls first, position
