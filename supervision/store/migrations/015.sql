-- When reviewed leads came how far, and the same by month, kept beside the rows; filled by the upgrade.
create table if not exists history.path_turns (
    batch integer not null,
    received_on date not null,
    turned_on date not null,
    source varchar,
    district varchar,
    organ varchar,
    handed date[] not null,
    grade varchar,
    referred_to varchar,
    leads bigint not null
);
create table if not exists history.path_turn_months (
    batch integer not null,
    month date not null,
    turned_month date not null,
    source varchar,
    handed date[] not null,
    grade varchar,
    referred_to varchar,
    leads bigint not null
);
