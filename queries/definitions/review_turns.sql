-- On which days how many reviews were opened and concluded: of all of them from the log that every batch adds to, of
-- those that are looked at from their rows. None is concluded before it is opened, so what was open when a day began is
-- what was opened before it, less what was concluded before it.
create or replace view every_review_turns as
select
    day,
    coalesce(sum(number) filter (told = 'opened_on'), 0)::bigint as opened,
    coalesce(sum(number) filter (told = 'concluded_on'), 0)::bigint as concluded,
from history.ledger_days
where ledger = 'reviews' and told in ('opened_on', 'concluded_on') and is_known(batch) and day <= as_of()
group by day;

create or replace view review_turns_narrowed as
select
    day,
    sum(opened)::bigint as opened,
    sum(concluded)::bigint as concluded,
from (
    select
        unnest([opened_on, concluded_on]) as day,
        unnest([1, 0]) as opened,
        unnest([0, 1]) as concluded,
    from reviews
) as turns
where day is not null
group by day;

create or replace view review_turns as
select *
from query_table(case when are_reviews_narrowed() then 'review_turns_narrowed' else 'every_review_turns' end);
