-- In which months did a source bring unusually many or few leads?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A Laney u′ chart with a moving base: each calendar month is held against the twelve before it, itself left out.
-- Rates are leads a day, so that February is not few for being short. Rows without a source are all together.
with
-- By whole months, of each source and, without one, of all.
    own as (
        select source, date_trunc('month', received_on)::date as first_day, sum(leads)::bigint as leads
        from lead_source_days
        where
            received_on >= (date_trunc('month', $from_day::date) - interval 12 month)::date
            and received_on < (date_trunc('month', $until_day::date - 1) + interval 1 month)::date
        group by grouping sets ((source, first_day), (first_day))
    ),

-- A filter must not make a ledger look younger than it is.
began as (
        select source, min(first_day) as first_day from leads_began group by grouping sets ((source), ())
    ),

broken as (
        select source, month from months_not_whole group by grouping sets ((source, month), (month))
    ),

-- From the first whole month of each source's leads; a source that never brought any has only the months asked for.
counted as (
        select
            lists.source,
            lists.position,
            months.month,
            months.first_day,
            months.next_day,
            months.next_day - months.first_day as days,
            began.first_day is not null and months.first_day >= began.first_day as has_begun,
            months.next_day - 1 <= as_of() as is_over,
            months.next_day + 24 <= as_of() and broken.month is null as is_whole,
            coalesce(own.leads, 0) as value,
        from (
            select name as source, position from reference.sources
            union all
            select null, 0 where getvariable('only_source') is null
        ) as lists
        cross join months_between(
            (date_trunc('month', $from_day::date) - interval 12 month)::date, $until_day
        ) as months
        left join began on began.source is not distinct from lists.source
        left join broken on broken.source is not distinct from lists.source and broken.month = months.month
        left join own on own.source is not distinct from lists.source and own.first_day = months.first_day
    ),

-- The twelve months before each, as far as they can be held against it.
based as (
        select
            *,
            count(*) filter (has_begun and is_whole) over before as base_months,
            sum(value) filter (has_begun and is_whole) over before as base_leads,
            sum(days) filter (has_begun and is_whole) over before as base_days,
            base_leads / base_days as rate,
        from counted
        window before as (partition by source order by first_day rows between 12 preceding and 1 preceding)
    ),

asked as (select * from based where next_day > $from_day),

whole as (
        select
            source,
            first_day,
            value,
            days,
            lag(first_day) over earlier as day_before,
            lag(value) over earlier as value_before,
            lag(days) over earlier as days_before,
        from counted
        where has_begun and is_whole
        window earlier as (partition by source order by first_day)
    ),

-- Laney's σ of the scores, from their moving range; never below 1, what chance alone gives.
spread as (
        select
            asked.source,
            asked.month,
            greatest(coalesce(avg(abs(
                (value / days - rate) / nullif(sqrt(rate / days), 0)
                - (value_before / days_before - rate) / nullif(sqrt(rate / days_before), 0)
            )) / 1.128, 1), 1) as sigma,
        from (select source, month, first_day, rate from asked) as asked
        inner join whole
            on whole.source is not distinct from asked.source
            and whole.first_day < asked.first_day
            and whole.day_before >= (asked.first_day - interval 12 month)::date
        group by asked.source, asked.month
    ),

-- The rate is itself an estimate from so many days, hence the second part of the width.
limited as (
        select
            asked.*,
            rate * days as centre,
            3 * coalesce(spread.sigma, 1) * sqrt(rate * days * (1 + days / base_days)) as width,
            base_months >= 8 and base_leads >= 3 * base_months as may_be_judged,
        from asked
        left join spread
            on spread.source is not distinct from asked.source and spread.month = asked.month
    ),

bounded as (
        select
            *,
            if(may_be_judged, greatest(ceil(round(centre - width, 6)), 0)::integer, null) as lower,
            if(may_be_judged, floor(round(centre + width, 6))::integer, null) as upper,
        from limited
    )

select
    source,
    month,
    position,
    value,
    if(may_be_judged, round(centre, 1)::decimal(12, 1), null) as centre,
    lower,
    upper,
    base_months,
    case
        when not is_over then 'running'
        when base_months < 8 then 'too_few_months'
        when not may_be_judged then 'too_few_leads'
        when value > upper then 'high'
        when not is_whole then 'not_whole'
        when value < lower then 'low'
        else 'usual'
    end as state,
from bounded
order by position, month
