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
        select named.policy, ways.unit, sum(named.visits)::bigint as visits
        from named
        left join units_named($from_day, $until_day) as ways
            on ways.enterprise_number is not distinct from named.enterprise_number
            and ways.uscc is not distinct from named.uscc
            and ways.enterprise_name is not distinct from named.enterprise_name
        where not are_visits_narrowed() or ways.unit in (select number from enterprises)
        group by named.policy, ways.unit
    ),

    listed as (select number as unit from roster_visits($from_day, $until_day) where is_listed)

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
