-- Words that every question shares. Files here are run in the order of their names when a ledger opens.

-- The day of reckoning: what lies after it has not happened yet.
create or replace macro as_of() as coalesce(getvariable('as_of')::date, current_date);

create or replace macro month_of(day) as strftime(day, '%Y-%m');

-- One row per calendar month that a half-open period touches.
create or replace macro months_between(from_day, until_day) as table
select
    months.month::date as first_day,
    (months.month + interval 1 month)::date as next_day,
    strftime(months.month, '%Y-%m') as month,
from (
    select unnest(generate_series(
        date_trunc('month', from_day::date)::timestamp,
        until_day::date - interval 1 day,
        interval 1 month
    )) as month,
) as months;

-- One row per calendar quarter that a half-open period touches.
create or replace macro quarters_between(from_day, until_day) as table
select
    quarters.quarter::date as first_day,
    (quarters.quarter + interval 3 month)::date as next_day,
    strftime(quarters.quarter, '%Y') || 'Q' || quarter(quarters.quarter) as quarter,
from (
    select unnest(generate_series(
        date_trunc('quarter', from_day::date)::timestamp,
        until_day::date - interval 1 day,
        interval 3 month
    )) as quarter,
) as quarters;

-- Every member that a breakdown shows even when nothing was counted for it, and the days on which it does. A table, for
-- it hangs on the lists alone, and as a view it was planned anew for every question.
create or replace table reference.listed_members as
with
    every_day as (
        select 'source' as breakdown, name as member, position from reference.sources
        union all
        select 'district', name, position from reference.districts
        union all
        select 'organ', name, position from reference.organs
        union all
        select 'prohibition', text, position from reference.ten_prohibitions
        union all
        select 'review_kind', name, position from reference.review_kinds
        union all
        select 'referral_organ', name, position from reference.referral_organs
        union all
        select 'crime', name, position from reference.duty_crimes
        union all
        select 'enterprise_kind', name, position from reference.enterprise_kinds where in_58 = 'yes'
        union all
        select 'need_kind', name, position from reference.need_kinds
    )

select breakdown, member, position, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from every_day
union all
select
    'grade',
    unnest(string_split(grades, '|')),
    unnest(range(1, len(string_split(grades, '|')) + 1))::integer,
    valid_from::date,
    coalesce(valid_to::date, date '9999-12-31'),
from reference.review_grades
where regime like '%执法监督委员会%';

create or replace view listed_members as
select breakdown, member, position
from reference.listed_members
where as_of() between valid_from and valid_to;

-- The listed members of a breakdown, and after them those found that no list knows; 未注明 is the last.
create or replace macro members_found(of_breakdown, found) as table
select member, position from listed_members where breakdown = of_breakdown
union all
select others.member, if(others.member = '未注明', 999, 998)
from (select unnest(list_distinct(found)) as member) as others
where others.member not in (select member from listed_members where breakdown = of_breakdown);

-- A share in per cent with one decimal: whole numbers until the last step, half up once; null of nothing.
create or replace macro percent_of(part, whole) as
(((2000 * part + whole) // nullif(2 * whole, 0))::decimal(12, 1) * 0.1::decimal(2, 1))::decimal(12, 1);

-- The median of a list of whole numbers. The two middle values are added as whole numbers: halves stay exact.
create or replace macro exact_median(numbers) as (
    (list_sort(numbers)[(len(numbers) + 1) // 2] + list_sort(numbers)[len(numbers) // 2 + 1])::decimal(12, 1)
    * 0.5::decimal(2, 1)
)::decimal(12, 1);

-- The same of numbers that were counted: of rows with a number each, how many there are up to it, and how many in all.
create or replace macro counted_median(number, so_far, in_all) as
(min(number) filter (so_far >= (in_all + 1) // 2) + min(number) filter (so_far >= in_all // 2 + 1))::decimal(12, 1)
* 0.5::decimal(2, 1);

-- How long something took or has waited, in bands of calendar days; both ends belong to a band.
create or replace table reference.duration_bands as
select *
from (values (1, 0, 15), (2, 16, 30), (3, 31, 60), (4, 61, 90), (5, 91, null)) as bands (band, first_days, last_days);

create or replace view duration_bands as select band, first_days, last_days from reference.duration_bands;

create or replace macro band_of(days) as (
    select max(band) from duration_bands where first_days <= days
);

-- Whether what ended on a day, as the row has it, was open when another day began; what ends after the day of reckoning
-- has not ended yet. Said of the row's own day, so that DuckDB need not read the rows of which it is not so.
create or replace macro was_open_on(ended_on, day) as
(ended_on is null or ended_on >= least(day::date, as_of() + 1));

-- Whether it ended in a half-open period, said in the same way.
create or replace macro ended_between(ended_on, from_day, until_day) as
(ended_on >= from_day::date and ended_on < least(until_day::date, as_of() + 1));

create or replace macro quarter_of(day) as strftime(day, '%Y') || 'Q' || quarter(day);

-- How old something was on the period's last day, or on the day of reckoning where that comes first.
create or replace macro age_at(day, until_day) as
greatest(0, date_diff('day', day, least(until_day::date - 1, as_of())));
