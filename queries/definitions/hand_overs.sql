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
    and (records = skipped + quarantined or file in (select file from history.offered))
qualify row_number() over (partition by sha256, source, handed_for order by file) = 1;

create or replace view handed_files as
select * from distinct_files where getvariable('only_source') is null or source = getvariable('only_source');

-- Where rows had to wait that were mended since, and where they stand mended. Mending one mends all alike: each of them
-- that a load in force brought was handed over by it, whichever of them somebody mended.
create or replace view mended_rows as
select
    dealt.file as mended_file,
    dealt.line as mended_line,
    waiting.origin,
    waiting.file,
    waiting.line,
    files.handed_for,
from history.dealt as dealt
inner join batches_standing on batches_standing.batch = dealt.batch
inner join history.waiting as waiting on waiting.fingerprint = dealt.fingerprint
inner join loads_in_force on loads_in_force.batch = waiting.origin
inner join history.files as files on files.file = waiting.file
where dealt.how = 'mended';

-- Every row of leads that was accepted, and what it was to the one handed over before it. Rows repeated
-- within a file are mostly not kept: those that are kept are told here, the others by their file. A row that had to
-- wait and that a second reading of its file accepted was handed over too, though the file counts once. So was one that
-- was mended, where it had waited; but among what became of its file's rows it had to wait, so it is told of no file.
create or replace view handed_leads as
with
    brought as (
        select
            source,
            number,
            received_on,
            _key,
            _hash,
            _handed_for,
            _origin,
            _file,
            _line,
            null::integer as mended_file,
        from history.leads
        where _batch_in = _origin and _origin in (select batch from loads_in_force)
        union all
        select
            leads.source,
            leads.number,
            leads.received_on,
            leads._key,
            leads._hash,
            mended_rows.handed_for,
            mended_rows.origin,
            mended_rows.file,
            mended_rows.line,
            mended_rows.mended_file,
        from history.leads as leads
        inner join mended_rows on mended_rows.mended_file = leads._file and mended_rows.mended_line = leads._line
        where leads._batch_in = leads._origin
    ),

in_order as (
        select
            *,
            lag(_hash) over newer as hash_before,
            lag(_file) over newer as file_before,
        from brought
        window newer as (partition by _key order by _handed_for, _origin, _file, _line, mended_file)
    )

select
    source,
    number,
    received_on,
    _key,
    if(mended_file is null, _file, null) as _file,
    _handed_for as handed_for,
    case
        when hash_before is null then 'first'
        when hash_before <> _hash then 'changed'
        when file_before = _file then 'repeated'
        else 'same'
    end as told,
from in_order
where getvariable('only_source') is null or source = getvariable('only_source');

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
