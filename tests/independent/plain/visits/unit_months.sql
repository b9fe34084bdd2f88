-- In which months was each listed unit visited, when and by whom?
-- one row per: number, month
-- $from_day: first day of the period
-- $until_day: first day after the period
with
    made as (
        select
            visits_linked.unit,
            month_of(visits_linked.visited_on) as month,
            count(*) as visits,
            string_agg(
                strftime(visits_linked.visited_on, '%m-%d') || ' '
                || coalesce(every_cadres.name, visits_linked.cadre_number, ''),
                '、' order by visits_linked.visited_on, coalesce(every_cadres.name, visits_linked.cadre_number, '')
            ) as told,
        from visits_linked
        left join every_cadres on every_cadres.number = visits_linked.cadre_number
        where visits_linked.visited_on >= $from_day and visits_linked.visited_on < $until_day
        group by all
    ),

    totals as (select unit, sum(visits) as visits from made group by unit),

    named as (
        select
            *,
            -- Two units of one name stay two rows.
            case when count(*) over (partition by name) > 1 then name || ' ' || number else name end as unit_name,
        from listed_units($from_day, $until_day)
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
        when totals.visits is null then 'never'
        else 'not_this_month'
    end as state,
from named
cross join months_between($from_day, $until_day) as months
left join made on made.unit = named.number and made.month = months.month
left join totals on totals.unit = named.number
order by coalesce(totals.visits, 0), named.number, months.month
