-- Pairs of leads that an analyst has judged to be the same matter, as known at the batch asked for.
create or replace view same_pairs as
select one, other
from history.same_spans
where
    batch_in <= coalesce(getvariable('known_at'), 2147483647)
    and (batch_out is null or batch_out > coalesce(getvariable('known_at'), 2147483647));

-- Every lead that is linked to another, with the smallest key of all those it is linked to, over however many steps.
create or replace view matters as
with recursive
    steps as (
        select one as key, other as next from same_pairs
        union
        select other, one from same_pairs
    ),

reached as (
        select distinct key, key as met from steps
        union
        select reached.key, steps.next
        from reached
        inner join steps on steps.key = reached.met
    )

select key, min(met) as matter from reached group by key;
