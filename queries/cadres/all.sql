-- Which cadres are on the roster?
-- one row per: number
select number, name, unit
from every_cadres
order by number
