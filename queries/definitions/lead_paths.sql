-- How far every lead has come by the day of reckoning: handed over in a month that the register has, reviewed,
-- concluded, referred. What is reviewed has been collected, whatever the register says: no step loses what a later
-- one has. Filters narrow the leads, never what became of them.
create or replace view lead_paths as
with
    registered as (select distinct source, month from collections_due where handed_on is not null),

handed as (select distinct _key, source, month_of(handed_for) as month from handed_leads),

matched as (select distinct handed._key from handed inner join registered using (source, month)),

sent as (
        select
            review_number,
            bool_or(organ = '纪检监察机关') as to_discipline,
            bool_or(organ = '检察机关') as to_procuratorate,
        from every_referrals as referrals
        where sent_on <= as_of()
        group by review_number
    ),

-- Of a lead reviewed twice, both must be concluded, and the later grade holds.
examined as (
        select
            reviews.source,
            reviews.lead_number,
            bool_and(coalesce(reviews.concluded_on <= as_of(), false)) as is_concluded,
            arg_max(coalesce(reviews.grade, '未注明'), (reviews.concluded_on, reviews.number)) as grade,
            bool_or(coalesce(sent.to_discipline, false)) as to_discipline,
            bool_or(coalesce(sent.to_procuratorate, false)) as to_procuratorate,
        from every_reviews as reviews
        left join sent on sent.review_number = reviews.number
        where reviews.opened_on <= as_of()
        group by reviews.source, reviews.lead_number
    )

select
    leads._key,
    leads.received_on,
    examined.source is not null or matched._key is not null as is_collected,
    examined.source is not null as is_reviewed,
    coalesce(examined.is_concluded, false) as is_concluded,
    if(examined.is_concluded, examined.grade, null) as grade,
    case
        when not coalesce(examined.is_concluded, false) then null
        when to_discipline and to_procuratorate then '两者均有'
        when to_discipline then '纪检监察机关'
        when to_procuratorate then '检察机关'
        else '未移送'
    end as referred_to,
from leads
left join matched on matched._key = leads._key
left join examined on examined.source = leads.source and examined.lead_number = leads.number;
