-- The calendar months of every campaign, and the days of each on which it ran.
create or replace table reference.campaign_months as
select
    campaign_first,
    campaign_last,
    month::date as first_day,
    (month + interval 1 month)::date as next_day,
    month_of(month) as month,
    greatest(campaign_first, month::date) as open_first,
    least(campaign_last, (month + interval 1 month)::date - 1) as open_last,
from (
    select
        first_day::date as campaign_first,
        last_day::date as campaign_last,
        unnest(generate_series(
            date_trunc('month', first_day::date)::timestamp, last_day::date::timestamp, interval 1 month
        )) as month,
    from reference.campaigns
);

-- Every calendar month in which a cadre owes a visit: on duty on at least one day of it within the campaign.
create or replace view duty_months as
with
    spans as (
        select
            cadres.number as cadre,
            cadres.name,
            cadres.unit,
            campaign_months.first_day as month_first,
            campaign_months.month,
            greatest(cadres.on_duty_from, campaign_months.open_first) as duty_first,
            least(cadres.on_duty_until, campaign_months.open_last) as duty_last,
            campaign_months.open_first,
            campaign_months.open_last,
        from cadres
        cross join reference.campaign_months as campaign_months
        where campaign_months.first_day <= as_of()
    )

select * from spans where duty_first <= duty_last;

-- Visits of a half-open period by cadre and day, however many they are. They meet what is owed by the month as well:
-- a cadre's visits would else be held against each of the cadre's months.
create or replace macro visits_by_cadre(first_day, next_day) as table
select
    cadre_number as cadre,
    date_trunc('month', visited_on)::date as month_first,
    visited_on,
    count(*) as visits,
from every_visits
where visited_on >= first_day::date and visited_on < next_day::date
group by cadre_number, visited_on;

-- What became of a cadre's month: not owed, kept, missed, or owed still, by the last day on which a visit may be made.
create or replace macro duty_state(owed_month, visits, asked_last) as
case
    when owed_month is null then 'not_on_duty'
    when visits > 0 then 'kept'
    when asked_last >= as_of() then 'pending'
    else 'missed'
end;

-- What cadres owed in a half-open period, month for month: the last day on which they could visit, and how many visits
-- they made while they could.
create or replace macro months_owed(first_day, next_day) as table
with
    owed as (
        select
            cadre,
            unit,
            month_first,
            month,
            greatest(open_first, first_day::date) as asked_first,
            least(open_last, next_day::date - 1) as asked_last,
        from duty_months
        where greatest(duty_first, first_day::date) <= least(duty_last, next_day::date - 1)
    )

select
    owed.cadre,
    owed.unit,
    owed.month,
    owed.asked_last,
    coalesce(sum(made.visits), 0)::bigint as visits,
    max(made.visited_on) as last_visited_on,
from owed
left join visits_by_cadre(first_day, next_day) as made
    on made.cadre = owed.cadre
    and made.month_first = owed.month_first
    and made.visited_on between owed.asked_first and owed.asked_last
group by owed.cadre, owed.unit, owed.month, owed.asked_first, owed.asked_last;
