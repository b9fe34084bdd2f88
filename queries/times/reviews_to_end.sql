-- How long do reviews take to their end, those not ended yet taken into account?
-- one row per: breakdown, member
-- $from_day: first day of the period
-- $until_day: first day after the period
-- Of those begun in the period. What has not ended by the period's last day, or by the day of reckoning, was watched
-- until then.
with
    begun as (
        select
            date_trunc('quarter', opened_on) as quarter,
            kind,
            coalesce(organ, '未注明') as organ,
            coalesce(district, '未注明') as district,
            coalesce(review_group, '未注明') as review_group,
            has_ended(_concluded_on, $until_day) as has_ended,
            days_watched(opened_on, _concluded_on, $until_day) as days,
        from reviews
        where opened_on >= $from_day and opened_on < $until_day
    ),

    -- The macro is told the next two by their names.
    spans as ( -- noqa: ST03
        select
            case
                when grouping(quarter) = 0 then 'review_quarter'
                when grouping(kind) = 0 then 'review_kind'
                when grouping(organ) = 0 then 'review_organ'
                when grouping(district) = 0 then 'review_district'
                else 'review_group'
            end as breakdown,
            coalesce(quarter_of(quarter), kind, organ, district, review_group) as member,
            days,
            count(*) as spans,
            count(*) filter (has_ended) as ended,
        from begun
        group by grouping sets (
            (quarter, days), (kind, days), (organ, days), (district, days), (review_group, days)
        )
    ),

    shown as ( -- noqa: ST03
        select 'review_quarter' as breakdown, quarter as member, row_number() over (order by quarter) as position
        from quarters_between($from_day, $until_day)
        union all
        select if(breakdown = 'review_kind', breakdown, 'review_' || breakdown), member, position
        from listed_members
        where breakdown in ('review_kind', 'organ', 'district')
    )

select * exclude (position)
from times_to_end('spans', 'shown')
order by breakdown, position, member
