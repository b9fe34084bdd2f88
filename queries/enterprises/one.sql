-- What does the roster say of one enterprise?
-- one row per: number
-- $number: the enterprise's number
select number, name, uscc, kind, district, pools, joined_on, left_on
from every_enterprises
where number = $number
