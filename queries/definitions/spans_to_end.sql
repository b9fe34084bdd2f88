-- How long something was watched: to its end, or to the last day of a period, or to the day of reckoning where that
-- comes first. The end is the day as the row has it; `least` leaves out what is empty.
create or replace macro last_day_watched(next_day) as least(next_day::date - 1, as_of());

create or replace macro has_ended(ended_on, next_day) as coalesce(ended_on <= last_day_watched(next_day), false);

create or replace macro days_watched(begun_on, ended_on, next_day) as
greatest(0, least(ended_on, last_day_watched(next_day)) - begun_on);

-- Everything that begins in a half-open period, once for each way of parting it, counted by how long it was watched:
-- what the times to the end are taken from. Days are few, however many spans there are.
create or replace macro spans_watched(first_day, next_day) as table
with
    reviews_begun as (
        select
            year(opened_on) as year,
            quarter(opened_on) as quarter,
            kind,
            organ,
            district,
            review_group,
            has_ended(_concluded_on, next_day) as has_ended,
            days_watched(opened_on, _concluded_on, next_day) as days,
        from reviews
        where opened_on >= first_day::date and opened_on < next_day::date
    ),

    reviews_counted as (
        select
            case
                when grouping(quarter) = 0 then 'review_quarter'
                when grouping(kind) = 0 then 'review_kind'
                when grouping(organ) = 0 then 'review_organ'
                when grouping(district) = 0 then 'review_district'
                else 'review_group'
            end as breakdown,
            case
                when grouping(quarter) = 0 then year || 'Q' || quarter
                when grouping(kind) = 0 then kind
                when grouping(organ) = 0 then coalesce(organ, '未注明')
                when grouping(district) = 0 then coalesce(district, '未注明')
                else coalesce(review_group, '未注明')
            end as member,
            has_ended,
            days,
            count(*) as spans,
        from reviews_begun
        group by grouping sets (
            (year, quarter, has_ended, days),
            (kind, has_ended, days),
            (organ, has_ended, days),
            (district, has_ended, days),
            (review_group, has_ended, days)
        )
    )

from reviews_counted
union all
select
    'referral_organ',
    organ,
    has_ended(_replied_on, next_day) as has_ended,
    days_watched(sent_on, _replied_on, next_day) as days,
    count(*) as spans,
from referrals
where sent_on >= first_day::date and sent_on < next_day::date
group by organ, has_ended, days
union all
select
    'need_kind',
    coalesce(kind, '未注明'),
    has_ended(_resolved_on, next_day) as has_ended,
    days_watched(raised_on, _resolved_on, next_day) as days,
    count(*) as spans,
from needs
where raised_on >= first_day::date and raised_on < next_day::date
group by kind, has_ended, days;
