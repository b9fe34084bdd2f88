-- Rows leave quarantine by somebody's hand: `dealt` in place of `mended`, which an older good row could fill.
-- Which rows of such a file wait is settled anew by its next batch.
drop table if exists history.mended;
create table if not exists history.profiles (
    saved integer not null,         -- counts every saving; of one name the latest holds
    name varchar not null,
    told varchar,                   -- TOML; null: taken out of use
    saved_by varchar not null,
    saved_at timestamp not null     -- local time
);
create table if not exists history.dealt (
    fingerprint varchar not null,   -- of the waiting row, whichever batches brought it
    batch integer not null,         -- a mend or a dismissal
    how varchar not null,           -- mended | dismissed
    waiting bigint not null,        -- the id under which somebody saw it
    file integer,                   -- where the mended row stands in the ledger; null for dismissals
    line integer
);
insert into history.facts values ('waits settled by version 1', 'yes');
