-- How promptly does each source hand over, and how long do its leads wait until then?
-- one row per: source
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    hand_overs as (
        select
            source,
            count(*) as due,
            count(*) filter (state = 'on_time') as on_time,
            count(*) filter (state = 'late') as late,
            count(*) filter (state = 'missing') as missing,
            exact_median(list(date_diff('day', due_on, handed_on)) filter (state = 'late')) as days_late,
        from collections_due
        where due_on >= $from_day and due_on < $until_day
        group by source
    ),

first_handed as (
        select _key, min(handed_for) as handed_for from handed_leads group by _key
    ),

-- Where a source handed over twice for one month, the first day is taken.
handed_days as (
        select source, month, min(handed_on) as handed_on from collections_due group by source, month
    ),

waited as (
        select
            leads.source,
            case
                when handed_days.handed_on >= leads.received_on
                    then date_diff('day', leads.received_on, handed_days.handed_on)
            end as days,
        from leads
        left join first_handed using (_key)
        left join handed_days
            on handed_days.source = leads.source and handed_days.month = month_of(first_handed.handed_for)
        where leads.received_on >= $from_day and leads.received_on < $until_day
    ),

delays as (
        select
            source,
            count(*) as leads,
            count(days) as leads_known,
            exact_median(list(days) filter (days is not null)) as days_to_hand_over,
        from waited
        group by source
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
