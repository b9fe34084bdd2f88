-- People with their roles, the record of who did what, sign-ins that were ended.
create table if not exists history.people (
    change integer not null,        -- counts every change; of one name the latest holds
    name varchar not null,
    roles varchar not null,         -- separated by spaces; empty: may do nothing any more
    scope varchar,                  -- source | district
    member varchar,                 -- the one source or district that they see and load
    set_by varchar not null,
    set_at timestamp not null       -- local time
);
create table if not exists history.audit (
    entry bigint not null,          -- counts without gaps
    noted_at timestamp not null,    -- local time
    who varchar not null,
    through varchar not null,       -- browser | terminal
    what varchar not null,
    told varchar not null,          -- JSON: ids and counts, no contents
    link varchar not null           -- SHA-256 over the link before and all of this entry
);
create table if not exists history.sign_ins_ended (
    session varchar not null,       -- a hash
    ended_at timestamp not null     -- local time
);
