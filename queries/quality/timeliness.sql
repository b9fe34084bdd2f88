-- How promptly does each source hand over, and how long do its leads wait until then?
-- one row per: source
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    every_due as materialized (select source, month, due_on, handed_on, state from collections_due),

hand_overs as (
        select
            source,
            count(*) as due,
            count(*) filter (state = 'on_time') as on_time,
            count(*) filter (state = 'late') as late,
            count(*) filter (state = 'missing') as missing,
            exact_median(list(date_diff('day', due_on, handed_on)) filter (state = 'late')) as days_late,
        from every_due
        where due_on >= $from_day and due_on < $until_day
        group by source
    ),

-- Where a source handed over twice for one month, the first day is taken.
handed_days as (
        select source, month, min(handed_on) as handed_on from every_due group by source, month
    ),

waited as (
        select
            ways.source,
            case
                when handed_days.handed_on >= ways.received_on
                    then date_diff('day', ways.received_on, handed_days.handed_on)
            end as days,
            sum(ways.leads) as leads,
        from (
            select source, received_on, handed[1] as first_handed_for, sum(leads) as leads
            from lead_ways
            where received_on >= $from_day and received_on < $until_day
            group by all
        ) as ways
        left join handed_days
            on handed_days.source = ways.source and handed_days.month = month_of(ways.first_handed_for)
        group by all
    ),

-- The median of days that stand for so many leads each: the two in the middle of the row that all would make.
placed as (
        select
            source,
            days,
            sum(leads) over (partition by source order by days) as until_here,
            sum(leads) over (partition by source) as known,
        from waited
        where days is not null
    ),

medians as (
        select
            source,
            exact_median([
                min(days) filter (until_here >= (known + 1) // 2), min(days) filter (until_here >= known // 2 + 1)
            ]) as days_to_hand_over,
        from placed
        group by source
    ),

delays as (
        select
            waited.source,
            sum(waited.leads)::bigint as leads,
            coalesce(sum(waited.leads) filter (waited.days is not null), 0)::bigint as leads_known,
            any_value(medians.days_to_hand_over) as days_to_hand_over,
        from waited
        left join medians using (source)
        group by waited.source
    )

select
    sources.name as source,
    sources.position,
    coalesce(due, 0) as due,
    coalesce(on_time, 0) as on_time,
    coalesce(late, 0) as late,
    coalesce(missing, 0) as missing,
    percent_of(coalesce(on_time, 0), coalesce(due, 0)) as on_time_share,
    days_late,
    days_to_hand_over,
    coalesce(leads_known, 0) as leads_known,
    coalesce(leads, 0) as leads,
from reference.sources as sources
left join hand_overs on hand_overs.source = sources.name
left join delays on delays.source = sources.name
order by sources.position
