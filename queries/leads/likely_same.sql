-- Which leads of different sources could be the same matter: near in time, about the same body or enterprise?
-- one row per: one, other
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $days: how far apart they may have been received
-- $at_most: pairs given at most, those nearest in time first
-- Pairs that somebody has judged already are left out. What two leads may share and the days around each are
-- rows of their own, so that they meet by equality: a condition with "or" would compare every lead with every other.
with
    told as (
        select
            _key as key,
            source,
            received_on,
            unnest([
                -- 大连市公安局中山区分局, 市公安局中山区分局 and 公安局中山区分局 are one body.
                'body ' || regexp_replace(body, '^(大连)?市', ''),
                'code ' || uscc,
                'name ' || enterprise_name
            ]) as about,
        from leads
    ),

later as (
        select key, source, received_on, about, unnest(generate_series(0, $days::integer)) as days_apart
        from told
        where about is not null
    ),

near as (
        select
            least(later.key, told.key) as one,
            greatest(later.key, told.key) as other,
            later.days_apart,
        from later
        inner join told on told.about = later.about and told.received_on = later.received_on + later.days_apart::integer
        where
            later.source <> told.source
            and (later.days_apart > 0 or later.key < told.key)
            and (
                (later.received_on >= $from_day and later.received_on < $until_day)
                or (told.received_on >= $from_day and told.received_on < $until_day)
            )
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
