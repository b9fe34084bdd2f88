-- On which days how many referrals were sent and replied to: of all of them from the log that every batch adds to, of
-- those that are looked at from their rows. None is replied to before it is sent, so what waited when a day began is
-- what was sent before it, less what was replied to before it.
create or replace view every_referral_turns as
select
    day,
    coalesce(sum(number) filter (told = 'sent_on'), 0)::bigint as sent,
    coalesce(sum(number) filter (told = 'replied_on'), 0)::bigint as replied,
from history.ledger_days
where ledger = 'referrals' and is_known(batch) and day <= as_of()
group by day;

create or replace view referral_turns_narrowed as
select
    day,
    sum(sent)::bigint as sent,
    sum(replied)::bigint as replied,
from (
    select
        unnest([sent_on, replied_on]) as day,
        unnest([1, 0]) as sent,
        unnest([0, 1]) as replied,
    from referrals
) as turns
where day is not null
group by day;

create or replace view referral_turns as
select *
from query_table(case when are_reviews_narrowed() then 'referral_turns_narrowed' else 'every_referral_turns' end);
