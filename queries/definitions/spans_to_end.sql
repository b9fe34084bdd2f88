-- How long something was watched: to its end, or to the last day of a period, or to the day of reckoning where that
-- comes first. The end is the day as the row has it; `least` leaves out what is empty.
create or replace macro last_day_watched(next_day) as least(next_day::date - 1, as_of());

create or replace macro has_ended(ended_on, next_day) as coalesce(ended_on <= last_day_watched(next_day), false);

create or replace macro days_watched(begun_on, ended_on, next_day) as
greatest(0, least(ended_on, last_day_watched(next_day)) - begun_on);

-- How long something takes to its end, what has not ended yet taken into account: a row for each member shown and each
-- found. `of_spans` names rows of breakdown, member and days, with how many were watched for so long and how many of
-- these ended then; `of_members` the members shown, each with its position.
-- Kaplan–Meier (J. Am. Stat. Assoc. 53, 1958): on every day on which some end, the share not ended falls by ended / at
-- risk. The band is 95 %, Greenwood's variance on the log(-log) scale; the median's and the 90th percentile's bands are
-- read off it. A percentile that the curve does not reach has no value.
create or replace macro times_to_end(of_spans, of_members) as table
with
    in_turn as (
        select
            *,
            sum(spans) over (rising rows between current row and unbounded following) as at_risk,
            sum(ended) over (rising rows between unbounded preceding and current row) as ended_so_far,
            sum(ended) over (rising rows between unbounded preceding and unbounded following) as ended_in_all,
        from query_table(of_spans)
        window rising as (partition by breakdown, member order by days)
    ),

    survival as (
        select
            *,
            case when ended > 0 then days end as ended_after,
            product(1 - ended / at_risk) over falling as unended,
            sum(ended / nullif(at_risk * (at_risk - ended), 0)) over falling as greenwood,
        from in_turn
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
            sum(spans)::bigint as begun,
            sum(ended)::bigint as ended,
            counted_median(ended_after, ended_so_far, ended_in_all) as median_of_ended,
            min(ended_after) filter (unended <= 0.5 + 1e-12) as median,
            min(ended_after) filter (coalesce(low, 0) <= 0.5 + 1e-12) as median_from,
            min(ended_after) filter (high <= 0.5 + 1e-12) as median_until,
            min(ended_after) filter (unended <= 0.1 + 1e-12) as ninetieth,
            min(ended_after) filter (coalesce(low, 0) <= 0.1 + 1e-12) as ninetieth_from,
            min(ended_after) filter (high <= 0.1 + 1e-12) as ninetieth_until,
        from banded
        group by breakdown, member
    )

select
    breakdown,
    member,
    coalesce(shown.position, 999) as position,
    coalesce(told.begun, 0) as begun,
    coalesce(told.ended, 0) as ended,
    coalesce(told.begun - told.ended, 0) as still_open,
    told.median_of_ended::decimal(12, 1) as median_of_ended,
    told.median,
    told.median_from,
    told.median_until,
    told.ninetieth,
    told.ninetieth_from,
    told.ninetieth_until,
from query_table(of_members) as shown
full join told using (breakdown, member);
