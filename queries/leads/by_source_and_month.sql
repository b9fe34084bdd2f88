-- How many leads did each source bring each month, and how many in the same days a year before?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    spans as (
        select
            month,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
            year_before_first(greatest(first_day, $from_day::date)) as base_first,
            year_before_next(least(next_day, $until_day::date)) as base_next,
        from months_between($from_day, $until_day)
    ),

-- Before the ledger began, and where a source has not handed over, nothing was counted: not the same as zero.
grid as (
        select
            sources.name as source,
            sources.position,
            spans.*,
            coalesce(compared_with.began_on <= spans.base_first, false)
            and has_all_hand_overs(compared_with.missing, sources.name, spans.base_first, spans.base_next) as has_base,
        from reference.sources as sources
        cross join spans
        cross join what_was_handed_over as compared_with
    ),

daily as (
        select source, received_on, sum(leads) as leads
        from lead_source_days
        where received_on >= year_before_first($from_day) and received_on < $until_day
        group by source, received_on
    )

select
    grid.source,
    grid.month,
    grid.position,
    coalesce(sum(daily.leads) filter (daily.received_on >= grid.first_day), 0)::bigint as value,
    if(
        grid.has_base, coalesce(sum(daily.leads) filter (daily.received_on < grid.base_next), 0)::bigint, null
    ) as year_before,
from grid
left join daily
    on daily.source = grid.source
    and (
        (daily.received_on >= grid.first_day and daily.received_on < grid.next_day)
        or (daily.received_on >= grid.base_first and daily.received_on < grid.base_next)
    )
group by grid.source, grid.month, grid.position, grid.first_day, grid.base_next, grid.has_base
order by grid.position, grid.month
