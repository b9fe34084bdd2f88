-- Which leads of different sources could be the same matter: near in time, about the same body or enterprise?
-- one row per: one, other
-- $from_day: first day of the period
-- $until_day: first day after the period
-- $days: how far apart they may have been received
-- $at_most: pairs given at most, those nearest in time first, of these the newest
-- Pairs that somebody has judged already are left out. What two leads may share and the days around each are
-- rows of their own, so that they meet by equality: a condition with "or" would compare every lead with every other.
-- Which days can give what is wanted is told by counting crowds, before any two leads meet.
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
        where received_on >= $from_day::date - $days::integer and received_on < $until_day::date + $days::integer
    ),

    crowds as (
        select about, received_on, source, count(*) as leads
        from told
        where about is not null
        group by about, received_on, source
    ),

    shared as (select about from crowds group by about having min(source) <> max(source)),

    earlier as (
        select about, received_on, source, leads, unnest(generate_series(0, $days::integer)) as days_apart
        from crowds
        where about in (select about from shared)
    ),

    meetings as (
        select earlier.days_apart, crowds.received_on as day, sum(earlier.leads * crowds.leads)::bigint as pairs
        from earlier
        inner join crowds
            on crowds.about = earlier.about
            and crowds.received_on = earlier.received_on + earlier.days_apart::integer
        where
            (crowds.source > earlier.source or (earlier.days_apart > 0 and crowds.source <> earlier.source))
            and (
                (crowds.received_on >= $from_day and crowds.received_on < $until_day)
                or (earlier.received_on >= $from_day and earlier.received_on < $until_day)
            )
        group by earlier.days_apart, crowds.received_on
    ),

    judged as (select one, other from judged_pairs),

    in_turn as (
        select days_apart, day, sum(pairs) over (order by days_apart asc, day desc) - pairs as pairs_before
        from meetings
    ),

    -- Two leads may share three things and so be counted three times, and may have been judged.
    wanted as (
        select days_apart, day
        from in_turn
        where pairs_before < 3 * ($at_most + (select count(*) from judged))
    ),

    -- Apart, so that leads are looked up by day and by what they share at once.
    seconds as materialized (
        select
            told.key,
            told.source,
            told.about,
            (wanted.day - wanted.days_apart::integer)::date as first_day,
            wanted.days_apart,
            wanted.day,
        from told
        inner join wanted on wanted.day = told.received_on
        where told.about in (select about from shared)
    ),

    near as (
        select
            least(told.key, seconds.key) as one,
            greatest(told.key, seconds.key) as other,
            seconds.days_apart,
            seconds.day,
        from seconds
        inner join told on told.about = seconds.about and told.received_on = seconds.first_day
        where
            told.source <> seconds.source
            and (seconds.days_apart > 0 or told.key < seconds.key)
    )

select near.one, near.other, min(near.days_apart) as days_apart
from near
anti join judged using (one, other)
group by near.one, near.other
order by days_apart asc, max(near.day) desc, near.one asc, near.other asc
limit $at_most
