-- Everything that begins and ends, once for each way of parting it: what the times to the end are taken from.
create or replace view spans_to_end as
select
    unnest(['review_quarter', 'review_kind', 'review_organ', 'review_district', 'review_group']) as breakdown,
    unnest([
        quarter_of(opened_on),
        kind,
        coalesce(organ, '未注明'),
        coalesce(district, '未注明'),
        coalesce(review_group, '未注明'),
    ]) as member,
    opened_on as begun_on,
    concluded_on as ended_on,
from reviews
union all
select 'referral_organ', organ, sent_on, replied_on
from referrals
union all
select 'need_kind', coalesce(kind, '未注明'), raised_on, resolved_on
from needs;
