-- Which sources had not handed over what was due in the period, or what would bring leads of its days?
-- one row per: source, month, lacking
-- $from_day: first day of the period
-- $until_day: first day after the period
-- `lacking` is the month of the period whose leads are not there, from the day `since` on.
with
    missing as (
        select
            *,
            date_trunc('month', due_on)::date as own_month,
            greatest(brings_from, $from_day::date) as since,
            is_due and due_on >= $from_day and due_on < $until_day as was_due,
            least($until_day::date, as_of() + 1) as next_day,
        from hand_overs_missing
        where due_on >= $from_day
    ),

-- The days up to the 25th are of its own month, those before them of the one before.
lacks as (
        select source, own_month, own_month as lacking, since, was_due
        from missing
        where was_due or (not are_leads_there and greatest(own_month, since) < next_day)
        union all
        select source, own_month, brings_from, since, false
        from missing
        where not are_leads_there and since < least(own_month, next_day)
    )

select
    source,
    month_of(own_month) as month,
    month_of(lacking) as lacking,
    min(since) as since,
    bool_or(was_due) as was_due,
from lacks
group by all
order by month, source, lacking
