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

-- Pairs of leads that somebody has judged, one way or the other, as far as no undo in force has taken that back.
create or replace view judged_pairs as
with recursive
    undone as (
        select undoes as batch, max(batch) as undo
        from history.batches
        where undoes is not null
        group by undoes
    ),

    turns as (
        select distinct batch, batch as last, true as stands from history.judgements
        union all
        select turns.batch, undone.undo, not turns.stands
        from turns
        inner join undone on undone.batch = turns.last
    ),

    in_force as (select batch from turns group by batch having arg_max(stands, last))

select judgements.one, judgements.other
from history.judgements as judgements
semi join in_force using (batch);
