-- Reviews of leads that complain of a body from which somebody in the group comes, kept beside the rows; filled by the
-- upgrade from what is there.
create table if not exists history.own_bodies (
    batch integer not null,
    review varchar not null,
    opened_on date not null,
    concluded_on date,
    source varchar,
    district varchar,
    organ varchar,
    kind varchar,
    review_group varchar not null,
    received_on date not null,
    body varchar not null,
    leads bigint not null
);
-- Months of leads by source alone, for who looks at all of them; drawn by the upgrade from the finer log.
create table if not exists history.lead_source_months (
    batch integer not null,
    month date not null,
    source varchar,
    part varchar not null,
    member varchar,
    leads bigint not null
);
