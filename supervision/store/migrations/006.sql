-- Leads counted by day and by month, kept true by every batch; filled by the upgrade from the rows that are there.
create table if not exists history.lead_days (
    batch integer not null,
    received_on date not null,
    source varchar,
    district varchar,
    organ varchar,
    leads bigint not null
);
create table if not exists history.lead_months (
    batch integer not null,
    month date not null,
    source varchar,
    district varchar,
    organ varchar,
    part varchar not null,
    member varchar,
    leads bigint not null
);
