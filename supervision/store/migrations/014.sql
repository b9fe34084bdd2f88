-- Needs with what their visit says of where and by whom it was made, kept beside the rows; filled by the upgrade.
create table if not exists history.needs_raised (
    batch integer not null,
    cadre_number varchar,
    enterprise_number varchar,
    uscc varchar,
    enterprise_name varchar,
    visited_on date,
    number varchar not null using compression uncompressed,
    kind varchar,
    organ varchar,
    raised_on date,
    resolved_on date,
    leads bigint not null
);
