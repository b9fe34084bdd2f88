-- Every calendar month in which a cadre owes a visit: on duty on at least one day of it within the campaign.
create or replace view duty_months as
with
    campaign_months as (
        select
            campaigns.first_day::date as campaign_first,
            campaigns.last_day::date as campaign_last,
            months.month::date as first_day,
            (months.month + interval 1 month)::date as next_day,
        from reference.campaigns as campaigns
        cross join lateral (
            select unnest(generate_series(
                date_trunc('month', campaigns.first_day::date)::timestamp,
                campaigns.last_day::date::timestamp,
                interval 1 month
            )) as month
        ) as months
    ),

spans as (
        select
            cadres.number as cadre,
            cadres.name,
            cadres.unit,
            campaign_months.first_day as month_first,
            month_of(campaign_months.first_day) as month,
            greatest(cadres.on_duty_from, campaign_first, first_day) as duty_first,
            least(coalesce(cadres.on_duty_until, campaign_last), campaign_last, next_day - 1) as duty_last,
            greatest(campaign_first, first_day) as open_first,
            least(campaign_last, next_day - 1) as open_last,
        from cadres
        cross join campaign_months
        where first_day <= as_of()
    )

select * from spans where duty_first <= duty_last;
