-- How many leads each source's hand-over of a month brought for the first time, sent again, and left waiting. A row
-- that had to wait and was mended since is among those brought.
create or replace view loaded_by_month as
with
    came as (
        select
            source,
            month_of(handed_for) as month,
            coalesce(sum(leads) filter (told = 'first'), 0)::bigint as loaded,
            coalesce(sum(if(told = 'first', -leads, leads)) filter (told in ('first', 'key')), 0)::bigint as sent_again,
        from handed_counts
        group by all
    ),

waits as (
        select source, month_of(handed_for) as month, count(*) as waiting
        from waiting_now
        where ledger = 'leads'
        group by all
    )

select
    source,
    month,
    coalesce(came.loaded, 0) as loaded,
    coalesce(came.sent_again, 0) as sent_again,
    coalesce(waits.waiting, 0) as waiting,
from came
full join waits using (source, month);
