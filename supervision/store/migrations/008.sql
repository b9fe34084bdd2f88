-- Hand-overs and the ways of leads, kept counted like the leads; filled by the upgrade from the rows that are there.
create table if not exists history.offered (
    batch integer not null,
    file integer not null,
    part varchar not null,
    leads bigint not null
);
create table if not exists history.handed (
    batch integer not null,
    file integer,
    source varchar,
    handed_for date not null,
    told varchar not null,
    is_outside boolean not null,
    leads bigint not null
);
create table if not exists history.lead_ways (
    batch integer not null,
    received_on date not null,
    source varchar,
    district varchar,
    organ varchar,
    handed date[] not null,
    is_mended boolean not null,
    leads bigint not null
);
create table if not exists history.reviewed_leads (
    batch integer not null,
    number varchar not null,
    received_on date not null,
    source varchar,
    district varchar,
    organ varchar,
    handed date[] not null,
    is_mended boolean not null,
    leads bigint not null
);
