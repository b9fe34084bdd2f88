-- What does the roster say of one cadre?
-- one row per: number
-- $number: the cadre's number
select number, name, unit, rank, on_duty_from, on_duty_until
from every_cadres
where number = $number
