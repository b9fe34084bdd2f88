-- How many leads were received each month, in the same month a year before, and in the month before?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- The first and the last month may be parts of one: they are compared with the same days a year before, and with as
-- many days before them.
with
    spans as (
        select
            'month' as breakdown,
            month as member,
            row_number() over (order by month) as position,
            greatest(first_day, $from_day::date) as first_day,
            least(next_day, $until_day::date) as next_day,
        from months_between($from_day, $until_day)
        union all
        select null, null, 0, $from_day::date, $until_day::date
    )

select
    spans.breakdown,
    spans.member,
    spans.position,
    count(leads.number) filter (
        leads.received_on >= spans.first_day and leads.received_on < spans.next_day
    ) as value,
    if(
        may_be_compared(
            null, spans.first_day, spans.next_day,
            year_before_first(spans.first_day), year_before_next(spans.next_day)
        ),
        count(leads.number) filter (
            leads.received_on >= year_before_first(spans.first_day)
            and leads.received_on < year_before_next(spans.next_day)
        ),
        null
    ) as year_before,
    if(
        may_be_compared(
            null, spans.first_day, spans.next_day,
            period_before_first(spans.first_day, spans.next_day), spans.first_day
        ),
        count(leads.number) filter (
            leads.received_on >= period_before_first(spans.first_day, spans.next_day)
            and leads.received_on < spans.first_day
        ),
        null
    ) as period_before,
from spans
left join leads on leads.received_on < spans.next_day
group by spans.breakdown, spans.member, spans.position, spans.first_day, spans.next_day
order by spans.position
