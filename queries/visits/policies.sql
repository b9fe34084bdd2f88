-- On how many visits was each policy explained, to how many units, and how many listed units have not heard of it?
-- one row per: policy
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    named as (
        select unit, unnest(told) as visits, unnest(range(1, len(told) + 1)) as position
        from units_named($from_day, $until_day)
        where not are_visits_narrowed() or unit in (select number from enterprises)
    ),

    told as (
        select position, unit, sum(visits)::bigint as visits
        from named
        where visits > 0
        group by position, unit
    ),

    listed as (select number as unit from roster_visits($from_day, $until_day) where is_listed)

select
    policies.name as policy,
    coalesce(sum(told.visits), 0)::bigint as visits,
    count(unit) as units,
    count(listed.unit) as listed_told,
    (select count(*) from listed as on_roster) - listed_told as listed_untold,
from reference.policies as policies
left join told on told.position = policies.position
left join listed using (unit)
group by policies.name, policies.position
order by policies.position
