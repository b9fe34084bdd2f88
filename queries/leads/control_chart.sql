-- In which months did a source bring unusually many or few leads?
-- one row per: source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A Laney u′ chart with a moving base: each calendar month is held against the twelve before it, itself left out.
-- Rates are leads a day, so that February is not few for being short. Rows without a source are all together.
with
    daily as (
        select source, received_on, sum(leads) as leads
        from lead_source_days
        where
            received_on >= (date_trunc('month', $from_day::date) - interval 12 month)::date
            and received_on < (date_trunc('month', $until_day::date - 1) + interval 1 month)::date
        group by source, received_on
    ),

own as (
        select source, received_on, leads from daily
        union all
        select null, received_on, leads from daily
    ),

-- A filter must not make a ledger look younger than it is.
first_leads as materialized (select source, first_day from leads_began),

began as (
        select source, first_day from first_leads
        union all
        select null, min(first_day) from first_leads
    ),

not_whole as materialized (select source, month from months_not_whole),

broken as (
        select source, month from not_whole
        union
        select null, month from not_whole
    ),

-- From the first whole month of each source's leads; a source that never brought any has only the months asked for.
months as (
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
    ),

counted as (
        select months.*, coalesce(sum(own.leads), 0)::bigint as value
        from months
        left join own
            on own.source is not distinct from months.source
            and own.received_on >= months.first_day
            and own.received_on < months.next_day
        group by all
    ),

asked as (select * from counted where next_day > $from_day),

based as (
        select
            asked.source,
            asked.month,
            base.first_day,
            base.value,
            base.days,
            sum(base.value) over judged / sum(base.days) over judged as rate,
        from asked
        inner join counted as base
            on base.source is not distinct from asked.source
            and base.first_day < asked.first_day
            and base.first_day >= (asked.first_day - interval 12 month)::date
            and base.has_begun
            and base.is_whole
        window judged as (partition by asked.source, asked.month)
    ),

scored as (
        select
            *,
            (value / days - rate) / nullif(sqrt(rate / days), 0) as score,
            lag(score) over (partition by source, month order by first_day) as score_before,
        from based
    ),

-- Laney's σ of the scores, from their moving range; never below 1, what chance alone gives.
bases as (
        select
            source,
            month,
            count(*) as base_months,
            sum(value) as base_leads,
            sum(days) as base_days,
            any_value(rate) as rate,
            greatest(coalesce(avg(abs(score - score_before)) / 1.128, 1), 1) as sigma,
        from scored
        group by source, month
    ),

-- The rate is itself an estimate from so many days, hence the second part of the width.
limited as (
        select
            asked.*,
            coalesce(bases.base_months, 0) as base_months,
            coalesce(bases.base_leads, 0) as base_leads,
            bases.rate * asked.days as centre,
            3 * bases.sigma * sqrt(bases.rate * asked.days * (1 + asked.days / bases.base_days)) as width,
            bases.base_months >= 8 and bases.base_leads >= 3 * bases.base_months as may_be_judged,
        from asked
        left join bases
            on bases.source is not distinct from asked.source and bases.month = asked.month
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
