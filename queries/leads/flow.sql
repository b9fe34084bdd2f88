-- How far have the leads received in the period come, and how many have not come further than each step?
-- one row per: step
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    counted as (
        select
            count(*) as received,
            count(*) filter (is_collected) as collected,
            count(*) filter (is_reviewed) as reviewed,
            count(*) filter (is_concluded) as concluded,
            count(*) filter (is_concluded and referred_to <> '未移送') as referred,
        from lead_paths
        where received_on >= $from_day and received_on < $until_day
    ),

steps as (
        select
            unnest(['received', 'collected', 'reviewed', 'concluded', 'referred']) as step,
            unnest([received, collected, reviewed, concluded, referred]) as value,
            unnest(['not_collected', 'not_reviewed', 'not_concluded', 'not_referred', null]) as left_step,
            unnest([
                received - collected, collected - reviewed, reviewed - concluded, concluded - referred, 0
            ]) as value_left,
            unnest([1, 2, 3, 4, 5]) as position,
        from counted
    )

select step, value, left_step, value_left, position
from steps
order by position
