-- How far have the leads received in the period come, and how many came to each step and no further?
-- one row per: step
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Every step is followed by those who did not come to the next: step = left + next step.
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
