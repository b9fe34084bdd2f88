-- What leads that a review has named complain of, kept beside the rows; filled by the upgrade from what is there.
create table if not exists history.reviewed_bodies (
    batch integer not null,
    number varchar not null,
    received_on date not null,
    source varchar,
    body varchar not null,
    leads bigint not null
);
