-- Reviews by a group with a member from the very body that the lead complains of, while that member served.
create or replace view reviews_of_own_body as
select
    reviews.*,
    members.number as member,
    members.name as member_name,
    members.body,
from reviews
inner join every_leads
    on every_leads.source = reviews.source and every_leads.number = reviews.lead_number
inner join members
    on list_contains(string_split(members.review_groups, '、'), reviews.review_group)
    and members.body = every_leads.body
    and coalesce(members.appointed_on, reviews.opened_on) <= coalesce(reviews.concluded_on, as_of())
    and coalesce(members.left_on, reviews.opened_on) >= reviews.opened_on;
