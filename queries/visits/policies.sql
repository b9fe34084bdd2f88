-- On how many visits was each policy explained, to how many units, and how many listed units have not heard of it?
-- one row per: policy
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    told as (
        select policy, unit, count(*) as visits
        from (
            select unit, unnest(list_distinct(policies)) as policy
            from visits_linked
            where visited_on >= $from_day and visited_on < $until_day
        ) as told_on_visits
        group by policy, unit
    ),

    listed as (select number as unit from listed_units($from_day, $until_day))

select
    policies.name as policy,
    coalesce(sum(told.visits), 0)::bigint as visits,
    count(unit) as units,
    count(listed.unit) as listed_told,
    (select count(*) from listed as on_roster) - listed_told as listed_untold,
from reference.policies as policies
left join told on told.policy = policies.name
left join listed using (unit)
group by policies.name, policies.position
order by policies.position
