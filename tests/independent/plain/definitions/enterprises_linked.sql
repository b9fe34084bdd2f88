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

create or replace view leads_linked as
select
    leads.*,
    coalesce(enterprise_codes.unit, enterprise_names.unit) as unit,
from leads
left join enterprise_codes on leads.uscc = enterprise_codes.uscc
left join enterprise_names on leads.enterprise_name = enterprise_names.name;

-- The units that coverage counts: those in a pool that is part of the 58.
create or replace view covered_units as
select enterprises.*
from enterprises
where list_has_any(
    pools, (select list(name) from reference.selection_angles where in_58 = 'yes')
);
