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

earliest as (select min(received_on) as day from every_leads)

select
    grid.source,
    grid.month,
    grid.position,
    count(leads.number) filter (leads.received_on >= grid.first_day) as value,
    -- Before the ledger began, and where a source has not handed over, nothing was counted: not the same as zero.
    case
        when
            (select day from earliest) <= year_before_first(grid.first_day)
            and has_all_hand_overs(
                grid.source, year_before_first(grid.first_day), year_before_next(grid.next_day)
            )
            then count(leads.number) filter (leads.received_on < year_before_next(grid.next_day))
    end as year_before,
from grid
left join leads
    on leads.source = grid.source
    and (
        (leads.received_on >= grid.first_day and leads.received_on < grid.next_day)
        or (
            leads.received_on >= year_before_first(grid.first_day)
            and leads.received_on < year_before_next(grid.next_day)
        )
    )
group by grid.source, grid.month, grid.position, grid.first_day, grid.next_day
order by grid.position, grid.month
