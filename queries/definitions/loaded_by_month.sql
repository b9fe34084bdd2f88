-- How many leads each source's hand-over of a month brought for the first time, sent again, and left waiting.
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

mended as (
        select source, month_of(handed_for) as month, sum(leads)::bigint as mended
        from (
            select source, unnest(handed) as handed_for, leads
            from lead_ways_between(date '0001-01-01', as_of() + 1)
            where is_mended
        )
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
    coalesce(came.loaded, 0) + coalesce(mended.mended, 0) as loaded,
    coalesce(came.sent_again, 0) as sent_again,
    coalesce(waits.waiting, 0) as waiting,
from came
full join mended using (source, month)
full join waits using (source, month);
