-- Days of the other ledgers kept counted, and coarser logs of leads; filled by the upgrade from what is there.
create table if not exists history.ledger_days (
    batch integer not null,
    ledger varchar not null,
    told varchar not null,
    day date not null,
    number bigint not null
);
create table if not exists history.lead_part_days (
    batch integer not null,
    part varchar not null,
    member varchar,
    received_on date not null,
    leads bigint not null
);
create table if not exists history.lead_way_months (
    batch integer not null,
    month date not null,
    source varchar,
    district varchar,
    organ varchar,
    handed date[] not null,
    is_mended boolean not null,
    leads bigint not null
);
