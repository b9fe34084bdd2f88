-- Standing leads that a review has ever named, one by one.
create or replace view reviewed_leads as
select
    number,
    received_on,
    source,
    handed,
    leads,
from history.reviewed_leads
where is_known(batch) and received_on <= as_of() and is_looked_at(source, district, organ);

-- How many reviewed leads received in a half-open period have come how far. Of a lead reviewed twice, both must be
-- concluded, and the later grade holds. Filters narrow the leads, never what became of them.
create or replace macro reviewed_paths(first_day, next_day) as table
with
    sent as (
        select
            review_number,
            bool_or(organ = '纪检监察机关') as to_discipline,
            bool_or(organ = '检察机关') as to_procuratorate,
        from every_referrals
        where sent_on <= as_of()
        group by review_number
    ),

-- A lead's cells are summed once they have met its reviews, each of which meets them all.
examined as (
        select
            cells.source,
            cells.number,
            cells.handed,
            bool_and(reviews.concluded_on is not null) as is_concluded,
            arg_max(coalesce(reviews.grade, '未注明'), (reviews.concluded_on, reviews.number)) as grade,
            bool_or(sent.to_discipline) as to_discipline,
            bool_or(sent.to_procuratorate) as to_procuratorate,
        from reviewed_leads as cells
        inner join every_reviews as reviews
            on reviews.source = cells.source and reviews.lead_number = cells.number
        left join sent on sent.review_number = reviews.number
        where cells.received_on >= first_day::date and cells.received_on < next_day::date
        group by cells.source, cells.number, cells.handed
        having sum(cells.leads) > 0
    ),

-- Ways are few, leads are many: what is told of a way is told once.
come as (
        select
            examined.source,
            examined.handed,
            examined.is_concluded,
            if(examined.is_concluded, examined.grade, null) as grade,
            case
                when not examined.is_concluded then null
                when examined.to_discipline and examined.to_procuratorate then '两者均有'
                when examined.to_discipline then '纪检监察机关'
                when examined.to_procuratorate then '检察机关'
                else '未移送'
            end as referred_to,
            count(*) as leads,
        from examined
        group by all
    )

select
    come.source,
    come.is_concluded,
    come.grade,
    come.referred_to,
    coalesce(
        list_has_any(list_transform(come.handed, lambda day: month_of(day)), months_registered.months), false
    ) as is_registered,
    come.leads,
from come
left join months_registered on months_registered.source = come.source;
