-- How far have the leads received in the period come, and how many came to each step and no further?
-- one row per: step
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Every step is followed by those who did not come to the next: step = left + next step.
with
    ways as (
        select source, handed, sum(leads)::bigint as leads
        from lead_ways_between($from_day, $until_day)
        group by source, handed
    ),

come as (
        select
            coalesce(sum(leads), 0)::bigint as received,
            coalesce(sum(leads) filter (
                list_has_any(list_transform(handed, lambda day: month_of(day)), months)
            ), 0)::bigint as registered,
        from ways
        left join months_registered using (source)
    ),

reviewed as (
        select
            coalesce(sum(leads), 0)::bigint as reviewed,
            -- What is reviewed has been collected, whatever the register says.
            coalesce(sum(leads) filter (not is_registered), 0)::bigint as unregistered,
            coalesce(sum(leads) filter (is_concluded), 0)::bigint as concluded,
            coalesce(sum(leads) filter (is_concluded and referred_to <> '未移送'), 0)::bigint as referred,
        from reviewed_paths($from_day, $until_day)
    ),

counted as (
        select received, registered + unregistered as collected, reviewed, concluded, referred
        from come
        cross join reviewed
    )

select
    unnest([
        'received', 'not_collected', 'collected', 'not_reviewed', 'reviewed', 'not_concluded', 'concluded',
        'not_referred', 'referred'
    ]) as step,
    unnest([
        received, received - collected, collected, collected - reviewed, reviewed, reviewed - concluded, concluded,
        concluded - referred, referred
    ]) as value,
    unnest([false, true, false, true, false, true, false, true, false]) as is_left,
from counted
