-- Which needs were still open at the end of the period?
-- one row per: number
-- $until_day: first day after the period
select
    needs.number,
    needs.kind,
    needs.organ,
    needs.raised_on,
    date_diff('day', needs.raised_on, least($until_day::date - 1, as_of())) as days_open,
from needs
where needs.raised_on < $until_day and (needs.resolved_on is null or needs.resolved_on >= $until_day)
order by needs.raised_on, needs.number
