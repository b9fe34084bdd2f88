-- In which months was each listed unit visited, when and by whom?
-- one row per: number, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    listed as (select number, name, kind, visits from roster_visits($from_day, $until_day) where is_listed),

    made as (
        select
            ways.unit,
            date_trunc('month', visits.visited_on)::date as first_day,
            count(*) as visits,
            -- The texts of a month stand in order of their days as they are, and those of one day by the cadre.
            array_to_string(list_sort(list(
                substring(visits.visited_on::varchar, 6) || ' ' || coalesce(every_cadres.name, visits.cadre_number, '')
            )), '、') as told,
        from every_visits as visits
        inner join units_named($from_day, $until_day) as ways
            on ways.enterprise_number is not distinct from visits.enterprise_number
            and ways.uscc is not distinct from visits.uscc
            and ways.enterprise_name is not distinct from visits.enterprise_name
        left join every_cadres on every_cadres.number = visits.cadre_number
        where
            visits.visited_on >= $from_day
            and visits.visited_on < $until_day
            and ways.unit in (select number from listed)
        group by all
    ),

    named as (
        select
            *,
            -- Two units of one name stay two rows.
            case when count(*) over (partition by name) > 1 then name || ' ' || number else name end as unit_name,
        from listed
    )

select
    named.number,
    named.unit_name,
    named.kind,
    months.month,
    coalesce(made.visits, 0) as visits,
    made.told,
    case
        when made.visits > 0 then 'visited'
        when months.first_day > as_of() then 'ahead'
        when named.visits = 0 then 'never'
        else 'not_this_month'
    end as state,
from named
cross join months_between($from_day, $until_day) as months
left join made on made.unit = named.number and made.first_day = months.first_day
order by named.visits, named.number, months.month
