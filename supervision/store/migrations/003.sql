-- Columns that came later stand last in the tables of older files, empty. Matters were judged before this step.
create table if not exists history.judgements (
    batch integer not null,
    one varchar not null,           -- keys of two leads, the smaller first
    other varchar not null,
    is_same boolean not null
);
create table if not exists history.same_spans (
    one varchar not null,
    other varchar not null,
    batch_in integer not null,
    batch_out integer
);
alter table history.leads add column if not exists prohibition varchar;
alter table history.reviews add column if not exists problems integer;
alter table history.members add column if not exists review_groups varchar;
