-- Which enterprise of the roster a visit or a lead concerns: by number, else by credit code, else by name.
-- A code or a name that two enterprises share links to neither, whichever of them is looked at.
create or replace view enterprise_codes as
select uscc, any_value(number) as unit
from every_enterprises
where uscc is not null
group by uscc
having count(*) = 1;

create or replace view enterprise_names as
select name, any_value(number) as unit
from every_enterprises
where name is not null
group by name
having count(*) = 1;

create or replace view every_visits_linked as
select
    every_visits.*,
    coalesce(every_enterprises.number, enterprise_codes.unit, enterprise_names.unit) as unit,
from every_visits
left join every_enterprises on every_visits.enterprise_number = every_enterprises.number
left join enterprise_codes on every_visits.uscc = enterprise_codes.uscc
left join enterprise_names on every_visits.enterprise_name = enterprise_names.name;

-- Leads of a half-open period that concern one enterprise. They are looked up by its code and by its name, and not told
-- one by one what they concern: what shows the name of one and the code of another concerns the other.
create or replace macro leads_of(enterprise, first_day, next_day) as table
select * from leads
where
    received_on >= first_day::date
    and received_on < next_day::date
    and uscc in (select uscc from enterprise_codes where unit = enterprise)
union all
select * from leads
where
    received_on >= first_day::date
    and received_on < next_day::date
    and enterprise_name in (select name from enterprise_names where unit = enterprise)
    and (uscc is null or uscc not in (select uscc from enterprise_codes));

-- The units that coverage counts: those in a pool that is part of the 58.
create or replace view covered_units as
select enterprises.*
from enterprises
where list_has_any(
    pools, (select list(name) from reference.selection_angles where in_58 = 'yes')
);
