-- Which needs were still open at the end of the period?
-- one row per: number
-- $until_day: first day after the period
select
    needs.number,
    needs.kind,
    needs.organ,
    enterprises.name as enterprise,
    needs.raised_on,
    age_at(needs.raised_on, $until_day) as days_open,
from needs
left join every_visits_linked as visits on visits.number = needs.visit_number
left join every_enterprises as enterprises on enterprises.number = visits.unit
where needs.raised_on < $until_day and (needs.resolved_on is null or needs.resolved_on >= $until_day)
order by needs.raised_on, needs.number
