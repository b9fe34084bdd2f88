-- On which visits needs were raised is told by a log that every batch adds to: needs with where and by whom their visit
-- was made, as `every_needs` and `every_visits` say it together. Cells are summed and never taken alone.
create or replace view cells_of_needs_raised as
select
    * exclude (batch, resolved_on),
    case when resolved_on <= as_of() then resolved_on end as resolved_on,
from history.needs_raised
where is_known(batch) and visited_on <= as_of() and raised_on <= as_of();

-- Needs raised on one cadre's visits, with how the visit names the enterprise.
create or replace macro needs_raised_with(cadre) as table
select number, kind, organ, enterprise_number, uscc, enterprise_name, raised_on, resolved_on
from cells_of_needs_raised
where cadre_number = cadre
group by all
having sum(leads) > 0;

-- Needs raised on visits to one enterprise. They are looked up and not told one by one what they concern: a number that
-- the roster has goes before a code, and a code that one enterprise alone has goes before a name.
create or replace macro needs_raised_at(enterprise) as table
select number, kind, organ, raised_on, resolved_on
from (
    select * from cells_of_needs_raised
    where enterprise_number in (select number from every_enterprises where number = enterprise)
    union all
    select * from cells_of_needs_raised
    where uscc in (select uscc from enterprise_codes where unit = enterprise)
        and (enterprise_number is null or enterprise_number not in (select number from every_enterprises))
    union all
    select * from cells_of_needs_raised
    where enterprise_name in (select name from enterprise_names where unit = enterprise)
        and (enterprise_number is null or enterprise_number not in (select number from every_enterprises))
        and (uscc is null or uscc not in (select uscc from enterprise_codes))
) as its_cells
group by all
having sum(leads) > 0;
