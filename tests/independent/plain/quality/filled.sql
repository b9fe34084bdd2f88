-- How much of each column of leads did each source fill?
-- one row per: source, lead_column
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    cells as (
        select
            source,
            unnest([
                { 'lead_column': 'district', 'is_filled': district is not null },
                { 'lead_column': 'organ', 'is_filled': organ is not null },
                { 'lead_column': 'body', 'is_filled': body is not null },
                { 'lead_column': 'matter', 'is_filled': matter is not null },
                { 'lead_column': 'summary', 'is_filled': summary is not null },
                { 'lead_column': 'status', 'is_filled': status is not null },
                { 'lead_column': 'channel', 'is_filled': channel is not null },
                { 'lead_column': 'complainant_kind', 'is_filled': complainant_kind is not null }
            ], recursive := true),
        from leads
        where received_on >= $from_day and received_on < $until_day
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
            count(cells.is_filled) as leads,
            count(*) filter (cells.is_filled) as filled,
        from grid
        left join cells using (source, lead_column)
        group by all
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
