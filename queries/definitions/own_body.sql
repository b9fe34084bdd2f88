-- Reviews by a group with a member from the very body that the lead complains of, while that member served. What leads
-- that a review has named complain of is told by the log that every batch adds to: cells are summed and never taken
-- alone. It says what `every_leads` says of them; of all of them only those matter that a member comes from.
create or replace view reviews_of_own_body as
with
    complained_of as (
        select source, number, body
        from history.reviewed_bodies
        where is_known(batch)
            and received_on <= as_of()
            and body in (select serving.body from members as serving)
        group by source, number, received_on, body
        having sum(leads) > 0
    )

select
    reviews.*,
    members.number as member,
    members.name as member_name,
    members.body,
from reviews
inner join complained_of
    on complained_of.source = reviews.source and complained_of.number = reviews.lead_number
inner join members
    on list_contains(string_split(members.review_groups, '、'), reviews.review_group)
    and members.body = complained_of.body
    and coalesce(members.appointed_on, reviews.opened_on) <= coalesce(reviews.concluded_on, as_of())
    and coalesce(members.left_on, reviews.opened_on) >= reviews.opened_on;
