-- How much of each column of leads did each source fill?
-- one row per: source, lead_column
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    parts as (select source, part, member, leads from leads_in_parts([$from_day], [$until_day])),

days as (
        select source, district, organ, sum(leads) as leads
        from lead_days
        where received_on >= $from_day and received_on < $until_day
        group by source, district, organ
    ),

brought as (select source, sum(leads)::bigint as leads from days group by source),

filled as (
        select source, member as lead_column, leads as filled from parts where part = 'filled'
        union all
        select source, part, sum(leads)::bigint
        from parts
        where part in ('matter', 'complainant_kind') and member is not null
        group by source, part
        union all
        select source, 'district', sum(leads)::bigint from days where district is not null group by source
        union all
        select source, 'organ', sum(leads)::bigint from days where organ is not null group by source
    ),

grid as (
        select sources.name as source, sources.position, columns.lead_column, columns.place
        from reference.sources as sources
        cross join (
            values
            ('district', 1), ('organ', 2), ('body', 3), ('matter', 4),
            ('summary', 5), ('status', 6), ('channel', 7), ('complainant_kind', 8)
        ) as columns (lead_column, place)
    ),

counted as (
        select
            grid.source,
            grid.position,
            grid.lead_column,
            grid.place,
            coalesce(brought.leads, 0) as leads,
            coalesce(filled.filled, 0) as filled,
        from grid
        left join brought using (source)
        left join filled using (source, lead_column)
    )

select
    *,
    percent_of(filled, leads) as share,
    case
        when leads = 0 then 'nothing'
        when 100 * filled >= 95 * leads then 'full'
        when 100 * filled >= 80 * leads then 'partly'
        else 'poor'
    end as state,
from counted
order by place, position
