-- What was handed over, file by file and row by row, as known at a batch. A load that was undone by then
-- brought nothing, and a file loaded twice was handed over once.
create or replace view batches_standing as
with recursive
    known as (
        select batch, kind, undoes from history.batches where batch <= coalesce(getvariable('known_at'), 2147483647)
    ),

undos as (
        select batch, undoes, row_number() over (order by batch desc) as place from known where kind = 'undo'
    ),

-- From the newest undo back: one that was itself taken back takes nothing back.
walked as (
        select 0::bigint as place, []::integer[] as undone
        union all
        select
            undos.place,
            case when list_contains(undone, batch) then undone else list_append(undone, undoes) end,
        from walked
        inner join undos on undos.place = walked.place + 1
    )

select batch, kind
from known
where kind <> 'undo' and not list_contains((select arg_max(undone, place) from walked), batch);

create or replace view loads_in_force as
select batch from batches_standing where kind = 'load';

-- Files of leads. Bytes that had come before bring no row again that is in force, so of a file loaded twice only one
-- counts; and where the batch that brought them is undone, its copy has brought nothing.
create or replace view distinct_files as
select
    batch,
    file,
    source,
    handed_for,
    records - skipped as handed_rows,
    quarantined,
    repeated,
from history.files
inner join loads_in_force using (batch)
where
    ledger = 'leads'
    and (records = skipped + quarantined or file in (select _file from history.leads where _batch_in = _origin))
qualify row_number() over (partition by sha256, source, handed_for order by file) = 1;

create or replace view handed_files as
select * from distinct_files where getvariable('only_source') is null or source = getvariable('only_source');

-- What every line of every file came to that a load in force brought: a row in good order, or one that had to wait and
-- that somebody has put right since, here or in another file that brought it just as broken.
create or replace view lines_taken as
select
    _origin as batch, _file as file, _line as line, _handed_for as handed_for, true as was_good, 0 as put_right_in,
    _key, _hash, source, number, received_on,
from history.leads
where _batch_in = _origin and _origin in (select batch from loads_in_force)
union all
select
    waiting.origin, waiting.file, waiting.line, files.handed_for, false, right_now._origin,
    right_now._key, right_now._hash, right_now.source, right_now.number, right_now.received_on,
from history.waiting as waiting
inner join history.files as files on files.file = waiting.file
inner join history.leads as right_now
    on right_now._batch_in = right_now._origin
    and exists (
        select 1
        from history.dealt as dealt
        where dealt.file = right_now._file
            and dealt.line = right_now._line
            and dealt.how = 'mended'
            and dealt.fingerprint = waiting.fingerprint
            and dealt.batch in (select batch from batches_standing)
    )
where waiting.origin in (select batch from loads_in_force);

-- Each of them, and what it was to the one handed over before it. One that had to wait is of no file: what became of a
-- file's rows is told of those in good order.
create or replace view handed_leads as
with
    numbered as (
        select *, row_number() over (order by handed_for, batch, file, line, put_right_in) as place
        from lines_taken
    )

select
    one.source,
    one.number,
    one.received_on,
    one._key,
    if(one.was_good, one.file, null) as _file,
    one.handed_for,
    case
        when before.place is null then 'first'
        when before._hash <> one._hash then 'changed'
        when before.file = one.file then 'repeated'
        else 'same'
    end as told,
from numbered as one
left join numbered as before
    on before._key = one._key
    and before.place
    = (select max(earlier.place) from numbered as earlier where earlier._key = one._key and earlier.place < one.place)
where getvariable('only_source') is null or one.source = getvariable('only_source');

-- Every row that waits, the month for which its file was handed over, and its own day where that can be read.
create or replace view waiting_now as
select
    waiting.id,
    waiting.file,
    waiting.ledger,
    waiting.day,
    coalesce(waiting.source, files.source) as source,
    files.handed_for,
from history.waiting as waiting
inner join history.waiting_spans using (id)
inner join history.files as files using (file)
where
    batch_in <= coalesce(getvariable('known_at'), 2147483647)
    and (batch_out is null or batch_out > coalesce(getvariable('known_at'), 2147483647))
    and (
        getvariable('only_source') is null
        or coalesce(waiting.source, files.source) = getvariable('only_source')
        -- Registers that know no source are not narrowed by one.
        or (waiting.ledger <> 'leads' and coalesce(waiting.source, files.source) is null)
    );
