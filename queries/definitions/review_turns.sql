-- On which days how many reviews were opened and concluded: of all of them from the log that every batch adds to, of
-- those that are looked at from their rows. None is concluded before it is opened, so what was open when a day began is
-- what was opened before it, less what was concluded before it.
create or replace view review_turns as
select
    day,
    sum(opened)::bigint as opened,
    sum(concluded)::bigint as concluded,
from (
    select
        day,
        if(told = 'opened_on', number, 0) as opened,
        if(told = 'concluded_on', number, 0) as concluded,
    from history.ledger_days
    where ledger = 'reviews' and is_known(batch) and day <= as_of() and not are_reviews_narrowed()
    union all
    select
        unnest([opened_on, concluded_on]) as day,
        unnest([1, 0]) as opened,
        unnest([0, 1]) as concluded,
    from reviews
    where are_reviews_narrowed()
) as turns
where day is not null
group by day;
