-- Which sources had not handed over what was due in the period, or what would bring leads of its days?
-- one row per: source, month, lacking
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Day by day: each is looked up in the hand-over that would bring its leads.
with
    days as (
        select unnest(generate_series($from_day::timestamp, least($until_day::date - 1, as_of())::timestamp, interval 1 day))::date
            as day
    ),

lacks as (
        select
            missing.source,
            missing.due_on,
            month_of(days.day) as lacking,
            min(min(days.day)) over (partition by missing.source, missing.due_on) as since,
            false as was_due,
        from hand_overs_missing as missing
        inner join days on days.day between missing.brings_from and missing.due_on
        where not missing.are_leads_there
        group by missing.source, missing.due_on, month_of(days.day)
        union all
        select source, due_on, month_of(due_on), greatest(brings_from, $from_day::date), true
        from hand_overs_missing
        where is_due and due_on >= $from_day and due_on < $until_day
    )

select
    source,
    month_of(due_on) as month,
    lacking,
    min(since) as since,
    bool_or(was_due) as was_due,
from lacks
group by all
order by month, source, lacking
