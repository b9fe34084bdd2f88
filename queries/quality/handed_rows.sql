-- What became of the rows of leads that each source handed over for the months of the period?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    files as materialized (
        select file, source, handed_for, handed_rows, quarantined, repeated from handed_files
    ),

of_files as (
        select
            coalesce(source, '未注明') as source,
            sum(handed_rows) as handed_rows,
            sum(quarantined) as waited,
            sum(repeated) as repeated_unkept,
        from files
        where handed_for >= $from_day and handed_for < $until_day
        group by all
    ),

of_rows as (
        select
            -- A file that mixes sources can't tell whose its repeated rows are, so none of its rows are split.
            coalesce(files.source, '未注明') as source,
            sum(leads) filter (told = 'first') as first_time,
            sum(leads) filter (told = 'changed') as changed,
            sum(leads) filter (told = 'same') as same,
            sum(leads) filter (told = 'repeated') as repeated_kept,
        from handed_counts
        inner join files using (file)
        where handed_counts.handed_for >= $from_day and handed_counts.handed_for < $until_day
        group by all
    ),

of_waiting as (
        select coalesce(files.source, '未注明') as source, count(*) as waiting
        from waiting_now
        inner join files using (file)
        where files.handed_for >= $from_day and files.handed_for < $until_day
        group by all
    ),

counted as (
        select
            source,
            coalesce(handed_rows, 0) as handed_rows,
            coalesce(first_time, 0) as first_time,
            coalesce(changed, 0) as changed,
            coalesce(same, 0) as same,
            coalesce(repeated_unkept, 0) + coalesce(repeated_kept, 0) as repeated,
            coalesce(waited, 0) as waited,
            coalesce(waiting, 0) as waiting,
        from of_files
        full join of_rows using (source)
        full join of_waiting using (source)
    ),

-- Every source, and one row more for the total: also when nothing was handed over at all.
shown as (
        select 'source' as breakdown, member, position, member as part
        from listed_members
        where breakdown = 'source'
        union all
        select 'source', counted.source as member, 999, counted.source as part
        from counted
        anti join reference.sources as sources on sources.name = counted.source
        union all
        select null, null, 0, counted.source from counted
        union all
        select null, null, 0, null
    ),

summed as (
        select
            breakdown,
            member,
            position,
            coalesce(sum(handed_rows), 0)::bigint as handed_rows,
            coalesce(sum(first_time), 0)::bigint as first_time,
            coalesce(sum(changed), 0)::bigint as changed,
            coalesce(sum(same), 0)::bigint as same,
            coalesce(sum(repeated), 0)::bigint as repeated,
            coalesce(sum(waited), 0)::bigint as waited,
            coalesce(sum(waiting), 0)::bigint as waiting,
        from shown
        left join counted on counted.source = shown.part
        group by all
    )

select
    *,
    percent_of(waited, handed_rows) as waited_share,
    percent_of(same + repeated, handed_rows) as needless_share,
from summed
order by breakdown nulls first, position, member
