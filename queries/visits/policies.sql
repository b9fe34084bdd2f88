-- On how many visits was each policy explained, to how many units, and how many listed units have not heard of it?
-- one row per: policy
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    -- Counted by how the rows name the unit, before it is looked up.
    named as (
        select
            policies.name as policy,
            visits.enterprise_number,
            visits.uscc,
            visits.enterprise_name,
            count(*) as visits,
        from every_visits as visits
        inner join reference.policies as policies on list_contains(visits.policies, policies.name)
        where visits.visited_on >= $from_day and visits.visited_on < $until_day
        group by all
    ),

    told as (
        select policy, unit, sum(visits)::bigint as visits
        from (select policy, visits, unit_of(enterprise_number, uscc, enterprise_name) as unit from named) as linked
        where not are_visits_narrowed() or unit in (select number from enterprises)
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
