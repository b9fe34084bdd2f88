-- How many enterprises of each pool have been visited?
-- one row per: pool
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    placed as (
        select unnest(pools) as pool, visits from roster_visits($from_day, $until_day)
    )

select
    pools.name as pool,
    count(placed.pool) as listed,
    count(placed.pool) filter (placed.visits > 0) as visited,
    count(placed.pool) filter (placed.visits = 0) as unvisited,
from reference.selection_angles as pools
left join placed on placed.pool = pools.name
group by pools.name, pools.position
order by pools.position
