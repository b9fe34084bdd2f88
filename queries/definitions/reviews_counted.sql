-- Reviews at hand in a half-open period, which were opened before its end and not concluded before its beginning,
-- counted in one look by what pages ask of them. A row of `part` tells
--   kind      of reviews of the kind `member` how many were opened on `day`;
--   open      how many that are open at the end were opened on `day`;
--   grade     how many were concluded on `day` with the grade `member`, of how many the problems found are stated, and
--             how many these are;
--   days      how many concluded ones took so many `days`;
--   group     how many the group `member` had, by whether they came in during the period and whether they are open at
--             its end.
-- No review is concluded before it is opened: so all that were opened or concluded in the period are among them.
create or replace macro reviews_counted(from_day, until_day) as table
with
    at_hand as materialized (
        select
            kind,
            grade,
            review_group,
            problems,
            opened_on,
            opened_on >= from_day::date as came_in,
            case when ended_between(_concluded_on, from_day, until_day) then _concluded_on end as ended_on,
        from reviews
        where opened_on < until_day::date and was_open_on(_concluded_on, from_day)
    )

select
    'kind' as part,
    kind as member,
    opened_on as day,
    null::bigint as days,
    true as came_in,
    null::boolean as still_open,
    count(*) as reviews,
    0::bigint as stated,
    null::bigint as problems,
from at_hand
where came_in
group by kind, opened_on
union all
select 'open', null, opened_on, null, null, true, count(*), 0, null
from at_hand
where ended_on is null
group by opened_on
union all
select 'grade', grade, ended_on, null, null, false, count(*), count(problems), sum(problems)::bigint
from at_hand
where ended_on is not null
group by grade, ended_on
union all
select 'days', null, null, ended_on - opened_on, null, false, count(*), 0, null
from at_hand
where ended_on is not null
group by ended_on - opened_on
union all
select 'group', review_group, null, null, came_in, ended_on is null, count(*), 0, null
from at_hand
group by review_group, came_in, ended_on is null;
