-- How many leads did each part bring in the period, in the same days a year before, and in the period before?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A base is null where nothing can be compared, a hand-over missing on either side included, and 0 where nothing was
-- received.
with
    parted as (
        select
            received_on,
            unnest([null, 'source', 'district', 'organ', 'matter', 'complainant_kind', 'prohibition']) as breakdown,
            unnest([
                null,
                source,
                coalesce(district, '未注明'),
                coalesce(organ, '未注明'),
                coalesce(matter, '未注明'),
                coalesce(complainant_kind, '未注明'),
                coalesce(prohibition, '未注明')
            ]) as member,
        from leads
    ),

tallied as (
        select
            breakdown,
            member,
            count(*) filter (received_on >= $from_day and received_on < $until_day) as value,
            count(*) filter (
                received_on >= year_before_first($from_day) and received_on < year_before_next($until_day)
            ) as year_before,
            count(*) filter (
                received_on >= period_before_first($from_day, $until_day) and received_on < $from_day
            ) as period_before,
        from parted
        group by breakdown, member
    ),

shown as (
        select null as breakdown, null as member, 0 as position
        union all
        select breakdown, member, position
        from listed_members
        where breakdown in ('source', 'district', 'organ', 'prohibition')
    ),

-- A source is compared by its own hand-overs, every other part by those of all sources.
comparable as (
        select
            member as source,
            may_be_compared(
                member, $from_day, $until_day, year_before_first($from_day), year_before_next($until_day)
            ) as has_year_before,
            may_be_compared(
                member, $from_day, $until_day, period_before_first($from_day, $until_day), $from_day
            ) as has_period_before,
        from shown
        where breakdown is null or breakdown = 'source'
    )

select
    coalesce(shown.breakdown, tallied.breakdown) as breakdown,
    coalesce(shown.member, tallied.member) as member,
    coalesce(shown.position, if(tallied.member = '未注明', 1000, 999)) as position,
    coalesce(tallied.value, 0) as value,
    if(comparable.has_year_before, coalesce(tallied.year_before, 0), null) as year_before,
    if(comparable.has_period_before, coalesce(tallied.period_before, 0), null) as period_before,
from shown
full join tallied
    on shown.breakdown is not distinct from tallied.breakdown
    and shown.member is not distinct from tallied.member
left join comparable
    on
        comparable.source is not distinct from
        if(coalesce(shown.breakdown, tallied.breakdown) = 'source', coalesce(shown.member, tallied.member), null)
where shown.position is not null or tallied.value + tallied.year_before + tallied.period_before > 0
order by breakdown asc nulls first, position asc, value desc, member asc
