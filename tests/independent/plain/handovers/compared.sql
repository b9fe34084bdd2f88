-- How does each hand-over of a batch compare with what its source handed over before?
-- one row per: source, month, measure
-- $batch: the batch whose files are compared
-- $from_day: first day of the months looked at
-- $until_day: first day after the months looked at
-- `now` is the month of the batch, `before` the month before it, `usual` the median of up to six months before it.
with
    arriving as (
        select distinct source, date_trunc('month', handed_for)::date as first_day
        from handed_files
        where batch = $batch and source is not null and handed_for >= $from_day and handed_for < $until_day
    ),

monthly as (
        select source, date_trunc('month', handed_for)::date as first_day, sum(handed_rows)::bigint as value
        from handed_files
        where source is not null
        group by all
    ),

filled as (
        select
            files.source,
            date_trunc('month', files.handed_for)::date as first_day,
            count(*) as leads,
            count(district) as district,
            count(organ) as organ,
            count(body) as body,
            count(matter) as matter,
            count(summary) as summary,
            count(status) as status,
            count(channel) as channel,
        from history.leads as leads
        inner join handed_files as files on files.file = leads._file
        where leads._batch_in = leads._origin and files.source is not null
        group by all
    ),

shares as (
        select source, first_day, leads, measure, filled_cells
        from filled
        unpivot (
            filled_cells for measure in (district, organ, body, matter, summary, status, channel)
        )
    ),

-- A lead is expected in the month that it was received in or the next one; earlier ones are sent again with
-- a newer status, so only those that come for the first time can be out of place.
outside as (
        select
            source,
            date_trunc('month', handed_for)::date as first_day,
            count(*) filter (
                date_trunc('month', received_on) < date_trunc('month', handed_for) - interval 1 month
                or received_on > handed_for
            ) as value,
        from handed_leads
        where told = 'first'
        group by all
    ),

measured as (
        select source, first_day, 'rows' as measure, value from monthly
        union all
        select source, first_day, measure, (100 * filled_cells) // leads from shares
        union all
        select source, first_day, 'outside', value from outside
        union all
        select source, date_trunc('month', due_on)::date, 'late', date_diff('day', due_on, handed_on)
        from collections_due
        where handed_on > due_on
    ),

measures as (select distinct measure from measured)

select
    arriving.source,
    month_of(arriving.first_day) as month,
    measures.measure,
    any_value(measured.value) filter (measured.first_day = arriving.first_day) as now,
    any_value(measured.value) filter (measured.first_day = arriving.first_day - interval 1 month) as before,
    median(measured.value) filter (
        measured.first_day < arriving.first_day and measured.first_day >= arriving.first_day - interval 6 month
    ) as usual,
    count(*) filter (
        measured.first_day < arriving.first_day and measured.first_day >= arriving.first_day - interval 6 month
    ) as months,
from arriving
cross join measures
left join measured on measured.source = arriving.source and measured.measure = measures.measure
group by all
order by arriving.source, month, measures.measure
