-- The two periods that a period is compared with. Both ends half-open, as everywhere.

-- 同比: the same days a year before. A period that ends a month ends it a year before too, and one that ends on
-- 28 February of a leap year still ends on that day.
create or replace macro year_before_first(first_day) as (first_day::date - interval 1 year)::date;

create or replace macro year_before_next(next_day) as
case
    when day(next_day::date) = 1 then (next_day::date - interval 1 year)::date
    else (next_day::date - 1 - interval 1 year)::date + 1
end;

-- 环比: whole calendar months are compared with as many before them, any other period with as many days before it.
create or replace macro period_before_first(first_day, next_day) as
case
    when day(first_day::date) = 1 and day(next_day::date) = 1
        then (first_day::date - to_months(date_diff('month', first_day::date, next_day::date)::integer))::date
    else first_day::date - (next_day::date - first_day::date)::integer
end;

-- Every hand-over that is missing, of the sources that are looked at.
create or replace view hand_overs_missing as
select source, due_on
from collections_due
where state = 'missing' and (getvariable('only_source') is null or source = getvariable('only_source'));

-- Whether all hand-overs due in a period have come: of one source, or of all where none is named. What a source has not
-- handed over on either side would read as a rise or a fall.
create or replace macro has_all_hand_overs(of_source, first_day, next_day) as
(
    select count(*) = 0
    from hand_overs_missing
    where
        due_on >= first_day::date
        and due_on < next_day::date
        and (of_source is null or source = of_source)
);

-- Whether a period that is over may be compared with another one, of one source or of all: before the ledger began
-- nothing was counted, which is not the same as zero, and neither side may lack a hand-over.
create or replace macro may_be_compared(of_source, first_day, next_day, base_first, base_next) as
next_day::date - 1 <= as_of()
and coalesce((select min(received_on) from every_leads) <= base_first::date, false)
and has_all_hand_overs(of_source, first_day, next_day)
and has_all_hand_overs(of_source, base_first, base_next);
