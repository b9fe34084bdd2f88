-- Which enterprises are on the roster, those in more pools and by number first?
-- one row per: number
select number, name, kind, district
from every_enterprises
order by number
