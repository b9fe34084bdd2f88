-- Visits, needs and referrals hang on rows of another ledger: what narrows that ledger narrows them. Where nothing
-- does, they are the whole ledger: the other one is then neither read nor planned.
create or replace macro are_visits_narrowed() as
coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is not null;

create or replace macro are_needs_narrowed() as getvariable('only_organ') is not null or are_visits_narrowed();

create or replace view visits_linked_narrowed as
select every_visits_linked.*
from every_visits_linked
where unit in (select number from enterprises);

create or replace view visits_linked as
select *
from query_table(case when are_visits_narrowed() then 'visits_linked_narrowed' else 'every_visits_linked' end);

create or replace view visits_narrowed as
select * exclude (unit)
from visits_linked_narrowed;

create or replace view visits as
select *
from query_table(case when are_visits_narrowed() then 'visits_narrowed' else 'every_visits' end);

create or replace view needs_narrowed as
select every_needs.*
from every_needs
where (getvariable('only_organ') is null or organ = getvariable('only_organ'))
    and (
        not are_visits_narrowed()
        or visit_number in (select number from visits_linked_narrowed where are_visits_narrowed())
    );

create or replace view needs as
select *
from query_table(case when are_needs_narrowed() then 'needs_narrowed' else 'every_needs' end);

create or replace view referrals_narrowed as
select every_referrals.*
from every_referrals
where review_number in (select number from reviews);

create or replace view referrals as
select *
from query_table(case when are_reviews_narrowed() then 'referrals_narrowed' else 'every_referrals' end);

-- Enterprises on the roster on the last day of a half-open period.
create or replace macro roster_units(from_day, until_day) as table
select *
from enterprises
where coalesce(joined_on, from_day::date) < until_day::date
    and coalesce(left_on, until_day::date) >= until_day::date - 1;

-- Of these, the ones that coverage counts.
create or replace macro listed_units(from_day, until_day) as table
select *
from covered_units
where coalesce(joined_on, from_day::date) < until_day::date
    and coalesce(left_on, until_day::date) >= until_day::date - 1;

-- Enterprises on the roster on that day, with whether coverage counts them, and how often and when they were visited in
-- the period.
create or replace macro roster_visits(from_day, until_day) as table
select
    units.number,
    units.name,
    units.kind,
    units.district,
    units.pools,
    is_in_58(units.pools) as is_listed,
    coalesce(sum(made.visits), 0)::bigint as visits,
    min(made.first_visited_on) as first_visited_on,
    max(made.last_visited_on) as last_visited_on,
from roster_units(from_day, until_day) as units
left join units_named(from_day, until_day) as made on made.unit = units.number
group by all;

-- Needs by kind, organ and days: how many were raised and resolved in a half-open period, and how many are open at its
-- end. The days are those that resolving took, or those for which an open one has waited.
create or replace macro needs_counted(from_day, until_day) as table
select
    kind,
    organ,
    case
        when ended_between(_resolved_on, from_day, until_day) then _resolved_on - raised_on
        when raised_on < until_day::date and was_open_on(_resolved_on, until_day) then age_at(raised_on, until_day)
    end as days,
    count(*) filter (raised_on >= from_day::date and raised_on < until_day::date) as raised,
    count(*) filter (ended_between(_resolved_on, from_day, until_day)) as resolved,
    count(*) filter (raised_on < until_day::date and was_open_on(_resolved_on, until_day)) as still_open,
from needs
group by all;
