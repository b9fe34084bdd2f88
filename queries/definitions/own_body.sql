-- Reviews by a group with a member from the very body that the lead complains of, while that member served. Those by
-- a group in which anybody from that body ever sat are told by the log that every batch adds to: cells are summed and
-- never taken alone. It says what `reviews`, `every_leads` and `members` say together.
create or replace view reviews_of_own_body as
with
    by_its_group as (
        select
            log.review,
            log.opened_on,
            log.concluded_on as _concluded_on,
            case when log.concluded_on <= as_of() then log.concluded_on end as concluded_on,
            log.review_group,
            log.body,
        from history.own_bodies as log
        where is_known(log.batch)
            and log.opened_on <= as_of()
            and log.received_on <= as_of()
            and is_looked_at(log.source, log.district, log.organ)
            and (getvariable('only_review_kind') is null or log.kind = getvariable('only_review_kind'))
        group by log.review, log.opened_on, log.concluded_on, log.review_group, log.body
        having sum(log.leads) > 0
    )

select
    reviews.review as number,
    reviews.review as _key,
    reviews.review_group,
    reviews.opened_on,
    reviews.concluded_on,
    reviews._concluded_on,
    members.number as member,
    members.name as member_name,
    members.body,
from by_its_group as reviews
inner join members
    on list_contains(string_split(members.review_groups, '、'), reviews.review_group)
    and members.body = reviews.body
    and coalesce(members.appointed_on, reviews.opened_on) <= coalesce(reviews.concluded_on, as_of())
    and coalesce(members.left_on, reviews.opened_on) >= reviews.opened_on;
