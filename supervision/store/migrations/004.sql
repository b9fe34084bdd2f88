-- Releases, and the annotations that came before this step.
create table if not exists history.annotations (
    number varchar,
    noted_on date,
    words varchar,
    _id bigint not null,
    _key varchar not null,
    _hash varchar not null,
    _handed_for date not null,
    _file integer not null,
    _line integer not null,
    _batch_in integer not null,
    _batch_out integer,
    _origin integer not null
);
create table if not exists history.release_editions (
    release integer not null,
    edition integer not null,
    document varchar not null,      -- JSON, written once and never changed
    seal varchar not null,          -- SHA-256 of the document
    made_by varchar not null,
    made_at timestamp not null      -- local time
);
create table if not exists history.release_steps (
    step integer not null,          -- counts over all releases, without gaps
    release integer not null,
    edition integer not null,
    action varchar not null,        -- draft | reword | check | send_back | freeze | withdraw
    state varchar not null,         -- the state that the release is in from now on
    made_by varchar not null,
    made_at timestamp not null,     -- local time
    why varchar,
    seal varchar not null,          -- of the edition
    link varchar not null           -- SHA-256 over the step before and all of this one
);
create table if not exists history.texts (
    sha256 varchar not null,
    text varchar not null           -- queries, views and lists as they were when a release was drafted
);
