-- Which hand-overs brought more or fewer new leads than their source declared?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    registered as (
        select source, month, sum(declared)::bigint as declared
        from collections_due
        where due_on >= $from_day and due_on < $until_day and declared is not null
        group by source, month
    ),

compared as (
        select
            registered.source,
            registered.month,
            registered.declared,
            coalesce(came.loaded, 0) as loaded,
            coalesce(came.loaded, 0) - registered.declared as difference,
            coalesce(came.waiting, 0) as waiting,
        from registered
        left join loaded_by_month as came using (source, month)
    )

select source, month, declared, loaded, difference, waiting
from compared
where difference <> 0
order by abs(difference) desc, month desc, source asc
