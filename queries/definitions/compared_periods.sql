-- The two periods that a period is compared with. Both ends half-open, as everywhere.

-- 同比: the same days a year before. A period that ends a month ends it a year before too, and one that ends on
-- 28 February of a leap year still ends on that day.
create or replace macro year_before_first(first_day) as (first_day::date - interval 1 year)::date;

create or replace macro year_before_next(next_day) as
greatest((next_day::date - interval 1 year)::date, (next_day::date - 1 - interval 1 year)::date + 1);

-- 环比: whole calendar months are compared with as many before them, any other period with as many days before it.
create or replace macro period_before_first(first_day, next_day) as
case
    when first_day::date = date_trunc('month', first_day::date) and next_day::date = date_trunc('month', next_day::date)
        then (first_day::date - to_months(date_diff('month', first_day::date, next_day::date)::integer))::date
    else first_day::date - (next_day::date - first_day::date)::integer
end;

-- Every hand-over that is missing, of the sources that are looked at.
create or replace view hand_overs_missing as
select source, due_on
from collections_due
where handed_on is null;

-- All that tells whether periods may be compared, in one row: since when there are leads, and what was not handed over.
create or replace view what_was_handed_over as
select
    (select min(first_day) from leads_began) as began_on,
    (select coalesce(list({ 'source': source, 'due_on': due_on }), []) from hand_overs_missing) as missing;

-- Whether all hand-overs due in a period have come: of one source, or of all where none is named. What a source has not
-- handed over on either side would read as a rise or a fall.
create or replace macro has_all_hand_overs(missing, of_source, first_day, next_day) as
len(list_filter(
    missing,
    lambda one: one.due_on >= first_day::date
        and one.due_on < next_day::date
        and (of_source is null or one.source = of_source)
)) = 0;

-- Whether a period that is over may be compared with another one, of one source or of all: before the ledger began
-- nothing was counted, which is not the same as zero, and neither side may lack a hand-over.
create or replace macro may_be_compared(began_on, missing, of_source, first_day, next_day, base_first, base_next) as
next_day::date - 1 <= as_of()
and coalesce(began_on <= base_first::date, false)
and len(list_filter(
    missing,
    lambda one: (
        (one.due_on >= first_day::date and one.due_on < next_day::date)
        or (one.due_on >= base_first::date and one.due_on < base_next::date)
    )
    and (of_source is null or one.source = of_source)
)) = 0;
