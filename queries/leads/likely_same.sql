-- Which leads of different sources could be the same matter: near in time, about the same body or enterprise?
-- one row per: one, other
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $days: how far apart they may have been received
-- $at_most: pairs given at most, those nearest in time first
-- Pairs that somebody has judged already are left out.
with
    told as (
        select
            _key as key,
            source,
            received_on,
            -- 大连市公安局中山区分局, 市公安局中山区分局 and 公安局中山区分局 are one body.
            regexp_replace(coalesce(body, ''), '^(大连)?市', '') as body_told,
            coalesce(uscc, '') as code,
            coalesce(enterprise_name, '') as enterprise,
        from leads
    ),

near as (
        select
            least(mine.key, theirs.key) as one,
            greatest(mine.key, theirs.key) as other,
            abs(date_diff('day', mine.received_on, theirs.received_on)) as days_apart,
        from told as mine
        inner join told as theirs
            on theirs.received_on between mine.received_on and mine.received_on + $days::integer
            and mine.source <> theirs.source
            and (mine.received_on < theirs.received_on or mine.key < theirs.key)
            and (
                (mine.body_told <> '' and mine.body_told = theirs.body_told)
                or (mine.code <> '' and mine.code = theirs.code)
                or (mine.enterprise <> '' and mine.enterprise = theirs.enterprise)
            )
        where
            (mine.received_on >= $from_day and mine.received_on < $until_day)
            or (theirs.received_on >= $from_day and theirs.received_on < $until_day)
    ),

judged as (
        select judgements.one, judgements.other
        from history.judgements as judgements
        where judgements.batch not in (select undoes from history.batches where undoes is not null)
    )

select near.one, near.other, min(near.days_apart) as days_apart
from near
anti join judged using (one, other)
group by near.one, near.other
order by days_apart, near.one, near.other
limit $at_most
