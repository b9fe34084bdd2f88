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

create or replace macro unit_of(shown_number, shown_code, shown_name) as coalesce(
    (select number from every_enterprises where number = shown_number),
    (select unit from enterprise_codes where uscc = shown_code),
    (select unit from enterprise_names where name = shown_name)
);

create or replace view every_visits_linked as
select *, unit_of(enterprise_number, uscc, enterprise_name) as unit
from every_visits;

-- All ways in which visits of a half-open period name a unit of the roster, counted before they are looked up:
-- how many visits do, on how many of these each policy was explained, in the order of their list, and when the
-- first and the last of them were made. All that name no unit of the roster are one row without a unit.
create or replace macro units_named(first_day, next_day) as table
select
    case when unit is not null then enterprise_number end as enterprise_number,
    case when unit is not null then uscc end as uscc,
    case when unit is not null then enterprise_name end as enterprise_name,
    unit,
    sum(visits)::bigint as visits,
    policies_in_all(told) as told,
    min(first_visited_on) as first_visited_on,
    max(last_visited_on) as last_visited_on,
from (
    select
        named.*,
        unit_of(enterprise_number, uscc, enterprise_name) as unit,
    from (
        select
            enterprise_number,
            uscc,
            enterprise_name,
            count(*) as visits,
            policies_told(policies) as told,
            min(visited_on) as first_visited_on,
            max(visited_on) as last_visited_on,
        from every_visits
        where visited_on >= first_day::date and visited_on < next_day::date
        group by enterprise_number, uscc, enterprise_name
    ) as named
) as linked
group by all;

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

-- Whether an enterprise of these pools is one that coverage counts: one of them is part of the 58.
create or replace macro is_in_58(pools) as
list_has_any(pools, (select list(name) from reference.selection_angles where in_58 = 'yes'));

-- The units that coverage counts.
create or replace view covered_units as
select enterprises.*
from enterprises
where is_in_58(pools);
