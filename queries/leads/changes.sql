-- How many leads did each part bring in the period, in the same days a year before, and in the period before?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A base is null where nothing can be compared, a hand-over missing on either side included, and 0 where nothing was
-- received.
with
    by_day as (
        select
            part,
            if(part = 'source', member, coalesce(member, '未注明')) as member,
            sum(leads) filter (received_on >= $from_day and received_on < $until_day) as value,
            sum(leads) filter (
                received_on >= year_before_first($from_day) and received_on < year_before_next($until_day)
            ) as year_before,
            sum(leads) filter (
                received_on >= period_before_first($from_day, $until_day) and received_on < $from_day
            ) as period_before,
        from lead_part_days
        where
            received_on >= least(year_before_first($from_day), period_before_first($from_day, $until_day))
            and received_on < $until_day
        group by all
    ),

-- The period, the one a year before and the one before it are 0, 1 and 2.
by_part as (
        select span, part, member, leads
        from leads_in_parts(
            [$from_day, year_before_first($from_day), period_before_first($from_day, $until_day)],
            [$until_day, year_before_next($until_day), $from_day]
        )
    ),

tallied as (
        select
            part as breakdown,
            member,
            coalesce(value, 0)::bigint as value,
            coalesce(year_before, 0)::bigint as year_before,
            coalesce(period_before, 0)::bigint as period_before,
        from by_day
        union all
        select
            null,
            null,
            coalesce(sum(value), 0)::bigint,
            coalesce(sum(year_before), 0)::bigint,
            coalesce(sum(period_before), 0)::bigint,
        from by_day
        where part = 'source'
        union all
        select
            part,
            coalesce(member, '未注明'),
            coalesce(sum(leads) filter (span = 0), 0)::bigint,
            coalesce(sum(leads) filter (span = 1), 0)::bigint,
            coalesce(sum(leads) filter (span = 2), 0)::bigint,
        from by_part
        where part <> 'filled'
        group by part, coalesce(member, '未注明')
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
                began_on, missing, member, $from_day, $until_day, base_first, base_next
            ) as has_year_before,
            may_be_compared(
                began_on, missing, member, $from_day, $until_day, before_first, $from_day
            ) as has_period_before,
        from shown
        cross join what_was_handed_over
        cross join (
            select
                year_before_first($from_day) as base_first,
                year_before_next($until_day) as base_next,
                period_before_first($from_day, $until_day) as before_first,
        ) as days
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
