-- Visits, needs and referrals hang on rows of another ledger: what narrows that ledger narrows them. Where nothing
-- does, they are the whole ledger: the other one is then neither read nor planned.
create or replace view visits_linked_narrowed as
select every_visits_linked.*
from every_visits_linked
where unit in (select number from enterprises);

create or replace view visits_linked as
select *
from query_table(
    case
        when coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is null
            then 'every_visits_linked'
        else 'visits_linked_narrowed'
    end
);

create or replace view visits_narrowed as
select every_visits.*
from every_visits
where number in (select number from visits_linked_narrowed);

create or replace view visits as
select *
from query_table(
    case
        when coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is null
            then 'every_visits'
        else 'visits_narrowed'
    end
);

create or replace view needs_narrowed as
select every_needs.*
from every_needs
where (getvariable('only_organ') is null or organ = getvariable('only_organ'))
    and (
        (getvariable('only_district') is null and getvariable('only_enterprise_kind') is null)
        or visit_number in (
            select number from visits
            where coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is not null
        )
    );

create or replace view needs as
select *
from query_table(
    case
        when coalesce(
        getvariable('only_organ'), getvariable('only_district'), getvariable('only_enterprise_kind')
    ) is null
            then 'every_needs'
        else 'needs_narrowed'
    end
);

create or replace view referrals_narrowed as
select every_referrals.*
from every_referrals
where review_number in (select number from reviews);

create or replace view referrals as
select *
from query_table(
    case
        when coalesce(
        getvariable('only_source'), getvariable('only_district'),
        getvariable('only_organ'), getvariable('only_review_kind')
    ) is null
            then 'every_referrals'
        else 'referrals_narrowed'
    end
);

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
