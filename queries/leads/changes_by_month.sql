-- How many leads were received each month, in the same month a year before, and in the month before?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- The first and the last month may be parts of one: they are compared with the same days a year before, and with as
-- many days before them.
with
    months as (
        select
            'month' as breakdown,
            month as member,
            row_number() over (order by month) as position,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from months_between($from_day, $until_day)
        union all
        select null, null, 0, $from_day::date, $until_day::date
    ),

spans as (
        select
            *,
            year_before_first(first_day) as base_first,
            year_before_next(next_day) as base_next,
            period_before_first(first_day, next_day) as before_first,
        from months
    ),

daily as (
        select received_on, sum(leads) as leads
        from lead_source_days
        where
            received_on >= least(year_before_first($from_day), period_before_first($from_day, $until_day))
            and received_on < $until_day
        group by received_on
    ),

tallied as (
        select
            spans.*,
            sum(daily.leads) filter (daily.received_on >= spans.first_day) as value,
            sum(daily.leads) filter (
                daily.received_on >= spans.base_first and daily.received_on < spans.base_next
            ) as year_before,
            sum(daily.leads) filter (
                daily.received_on >= spans.before_first and daily.received_on < spans.first_day
            ) as period_before,
        from spans
        left join daily on daily.received_on < spans.next_day
        group by all
    )

select
    breakdown,
    member,
    position,
    coalesce(value, 0)::bigint as value,
    if(
        may_be_compared(began_on, missing, null, first_day, next_day, base_first, base_next),
        coalesce(year_before, 0)::bigint,
        null
    ) as year_before,
    if(
        may_be_compared(began_on, missing, null, first_day, next_day, before_first, first_day),
        coalesce(period_before, 0)::bigint,
        null
    ) as period_before,
from tallied
cross join what_was_handed_over
order by position
