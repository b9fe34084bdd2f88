-- How long do reviews, referrals and needs take to their end, those not ended yet taken into account?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Of those begun in the period. Kaplan–Meier (J. Am. Stat. Assoc. 53, 1958): on every day on which some end, the share
-- not ended falls by ended / at risk. What has not ended by the period's last day, or by the day of reckoning, was
-- watched until then. The band is 95 %, Greenwood's variance on the log(-log) scale; the median's and the 90th
-- percentile's bands are read off it. A percentile that the curve does not reach has no value.
with
    watched as (from spans_watched($from_day, $until_day)),

    steps as (
        select
            breakdown,
            member,
            days,
            sum(spans)::bigint as spans,
            coalesce(sum(spans) filter (has_ended), 0)::bigint as ended,
        from watched
        group by breakdown, member, days
    ),

    in_turn as (
        select
            *,
            sum(spans) over parted - sum(spans) over rising + spans as at_risk,
            sum(ended) over rising as ended_so_far,
            sum(ended) over parted as ended_in_all,
        from steps
        window
            parted as (partition by breakdown, member),
            rising as (partition by breakdown, member order by days)
    ),

    survival as (
        select
            breakdown,
            member,
            days,
            product(1 - ended / at_risk) over falling as unended,
            sum(ended / nullif(at_risk * (at_risk - ended), 0)) over falling as greenwood,
        from in_turn
        where ended > 0
        window falling as (partition by breakdown, member order by days)
    ),

    banded as (
        select
            *,
            pow(unended, exp(1.959963984540054 * sqrt(greenwood) / abs(ln(nullif(unended, 0))))) as low,
            pow(unended, exp(-1.959963984540054 * sqrt(greenwood) / abs(ln(nullif(unended, 0))))) as high,
        from survival
    ),

    told as (
        -- A share that is exactly one half in fractions may miss it in the last bit. Where everything has ended the
        -- variance is not known, and with it the band's upper end: one review tells a median but no certainty.
        select
            breakdown,
            member,
            min(days) filter (unended <= 0.5 + 1e-12) as median,
            min(days) filter (coalesce(low, 0) <= 0.5 + 1e-12) as median_from,
            min(days) filter (high <= 0.5 + 1e-12) as median_until,
            min(days) filter (unended <= 0.1 + 1e-12) as ninetieth,
            min(days) filter (coalesce(low, 0) <= 0.1 + 1e-12) as ninetieth_from,
            min(days) filter (high <= 0.1 + 1e-12) as ninetieth_until,
        from banded
        group by breakdown, member
    ),

    shown as (
        select 'review_quarter' as breakdown, quarter as member, row_number() over (order by quarter) as position
        from quarters_between($from_day, $until_day)
        union all
        select 'review_kind', member, position from listed_members where breakdown = 'review_kind'
        union all
        select 'review_organ', member, position from listed_members where breakdown = 'organ'
        union all
        select 'review_district', member, position from listed_members where breakdown = 'district'
        union all
        select breakdown, member, position from listed_members where breakdown in ('referral_organ', 'need_kind')
    ),

    -- The two middle values are added as whole numbers: halves stay exact.
    middle as (
        select
            breakdown,
            member,
            (
                min(days) filter (ended_so_far >= (ended_in_all + 1) // 2)
                + min(days) filter (ended_so_far >= ended_in_all // 2 + 1)
            )::decimal(12, 1) * 0.5::decimal(2, 1) as median_of_ended,
        from in_turn
        where ended > 0
        group by breakdown, member
    ),

    counted as (
        select breakdown, member, sum(spans)::bigint as begun, sum(ended)::bigint as ended
        from steps
        group by breakdown, member
    )

select
    coalesce(shown.breakdown, counted.breakdown) as breakdown,
    coalesce(shown.member, counted.member) as member,
    coalesce(counted.begun, 0) as begun,
    coalesce(counted.ended, 0) as ended,
    coalesce(counted.begun - counted.ended, 0) as still_open,
    middle.median_of_ended::decimal(12, 1) as median_of_ended,
    told.median,
    told.median_from,
    told.median_until,
    told.ninetieth,
    told.ninetieth_from,
    told.ninetieth_until,
from shown
full join counted using (breakdown, member)
left join middle
    on middle.breakdown = coalesce(shown.breakdown, counted.breakdown)
    and middle.member = coalesce(shown.member, counted.member)
left join told
    on told.breakdown = coalesce(shown.breakdown, counted.breakdown)
    and told.member = coalesce(shown.member, counted.member)
order by breakdown, coalesce(shown.position, 999), member
