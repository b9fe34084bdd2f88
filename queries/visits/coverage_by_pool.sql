-- How many enterprises of each pool have been visited?
-- one row per: pool
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    visited as (
        select unit from visits_by_unit($from_day, $until_day)
    ),

    placed as (
        select units.number, unnest(units.pools) as pool
        from roster_units($from_day, $until_day) as units
    )

select
    pools.name as pool,
    count(placed.number) as listed,
    count(visited.unit) as visited,
    count(placed.number) - count(visited.unit) as unvisited,
from reference.selection_angles as pools
left join placed on placed.pool = pools.name
left join visited on visited.unit = placed.number
group by pools.name, pools.position
order by pools.position
