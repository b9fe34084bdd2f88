-- How many leads each source's hand-over of a month brought for the first time, sent again, and left waiting.
create or replace view loaded_by_month as
with
    came as (
        select
            source,
            month_of(handed_for) as month,
            count(*) filter (told = 'first') as loaded,
            count(distinct _key) - count(*) filter (told = 'first') as sent_again,
        from handed_leads
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
