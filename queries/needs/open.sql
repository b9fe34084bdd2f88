-- Which needs were still open at the end of the period?
-- one row per: number
-- $until_day: first day after the period
-- $at_most: rows given at most, the first; all where it is null
-- Only of those given it is told where they were raised.
with
    given as (
        select number, kind, organ, visit_number, raised_on, count(*) over () as in_all
        from needs
        where raised_on < $until_day and (resolved_on is null or resolved_on >= $until_day)
        order by raised_on, number
        limit $at_most
    )

select
    given.number,
    given.kind,
    given.organ,
    enterprises.name as enterprise,
    given.raised_on,
    age_at(given.raised_on, $until_day) as days_open,
    given.in_all,
from given
left join every_visits_linked as visits on visits.number = given.visit_number
left join every_enterprises as enterprises on enterprises.number = visits.unit
order by given.raised_on, given.number
