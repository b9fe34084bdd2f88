-- Visits, needs and referrals hang on rows of another ledger: what narrows that ledger narrows them. Where nothing
-- does, the other ledger is not read: what is looked for there says so itself, for an "or" beside it saves no look.
create or replace view visits_linked as
select every_visits_linked.*
from every_visits_linked
where (getvariable('only_district') is null and getvariable('only_enterprise_kind') is null)
    or unit in (
        select number from enterprises
        where coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is not null
    );

create or replace view visits as
select every_visits.*
from every_visits
where (getvariable('only_district') is null and getvariable('only_enterprise_kind') is null)
    or number in (
        select number from visits_linked
        where coalesce(getvariable('only_district'), getvariable('only_enterprise_kind')) is not null
    );

create or replace view needs as
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

create or replace view referrals as
select every_referrals.*
from every_referrals
where coalesce(
        getvariable('only_source'), getvariable('only_district'),
        getvariable('only_organ'), getvariable('only_review_kind')
    ) is null
    or review_number in (
        select number from reviews
        where coalesce(
                getvariable('only_source'), getvariable('only_district'),
                getvariable('only_organ'), getvariable('only_review_kind')
            ) is not null
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
