-- Which leads received in the period have come to a step, and which no further?
-- one row per: key, step
-- split by: step, grade, referred_to
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Outcomes are those of concluded reviews; before that a lead has none, which is not the same as one not stated.
with
    walked as (
        select
            _key as key,
            unnest([
                'received',
                if(is_collected, 'collected', 'not_collected'),
                if(is_collected, if(is_reviewed, 'reviewed', 'not_reviewed'), null),
                if(is_reviewed, if(is_concluded, 'concluded', 'not_concluded'), null),
                if(is_concluded, if(referred_to = '未移送', 'not_referred', 'referred'), null)
            ]) as step,
            coalesce(grade, '—') as grade,
            coalesce(referred_to, '—') as referred_to,
        from lead_paths
        where received_on >= $from_day and received_on < $until_day
    )

select key, step, grade, referred_to
from walked
where step is not null
