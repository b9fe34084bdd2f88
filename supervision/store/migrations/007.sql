-- One chain over all that is only ever added; what stands in the file is chained as it is found, by upgrading.py.
create table if not exists history.links (
    place bigint not null,          -- counts without gaps
    what varchar not null,          -- batch | sample | profile | roles | release step
    number bigint not null,         -- which of them
    digest varchar not null,        -- SHA-256 over all that it wrote
    noted bigint not null,          -- the newest entry of the record of access at that moment
    noted_link varchar not null,
    link varchar not null           -- SHA-256 over the link before and all of this one
);
