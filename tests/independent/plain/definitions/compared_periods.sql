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
