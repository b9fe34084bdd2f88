-- How many leads did each source bring each month, and how many in the same days a year before?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    grid as (
        select
            sources.name as source,
            sources.position,
            months.month,
            greatest(months.first_day, $from_day::date) as first_day,
            least(months.next_day, $until_day::date) as next_day,
        from reference.sources as sources
        cross join months_between($from_day, $until_day) as months
    ),

daily as (
        select source, received_on, sum(leads) as leads
        from lead_days
        where received_on >= year_before_first($from_day) and received_on < $until_day
        group by source, received_on
    ),

compared_with as (select * from what_was_handed_over())

select
    grid.source,
    grid.month,
    grid.position,
    coalesce(sum(daily.leads) filter (daily.received_on >= grid.first_day), 0)::bigint as value,
    -- Before the ledger began, and where a source has not handed over, nothing was counted: not the same as zero.
    case
        when
            any_value(compared_with.began_on) <= year_before_first(grid.first_day)
            and has_all_hand_overs(
                any_value(compared_with.missing),
                grid.source, year_before_first(grid.first_day), year_before_next(grid.next_day)
            )
            then coalesce(sum(daily.leads) filter (daily.received_on < year_before_next(grid.next_day)), 0)::bigint
    end as year_before,
from grid
cross join compared_with
left join daily
    on daily.source = grid.source
    and (
        (daily.received_on >= grid.first_day and daily.received_on < grid.next_day)
        or (
            daily.received_on >= year_before_first(grid.first_day)
            and daily.received_on < year_before_next(grid.next_day)
        )
    )
group by grid.source, grid.month, grid.position, grid.first_day, grid.next_day
order by grid.position, grid.month
