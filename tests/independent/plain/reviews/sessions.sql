-- Was a concentrated review held in each quarter?
-- one row per: quarter
-- $from_day: first day of the period
-- $until_day: first day after the period
select
    quarters.quarter,
    quarters.first_day,
    quarters.next_day,
    count(reviews.number) filter (reviews.kind = '集中评查') as concentrated,
    count(reviews.number) filter (reviews.kind = '专项评查') as special,
    min(reviews.opened_on) filter (reviews.kind = '集中评查') as first_opened_on,
    case
        when count(reviews.number) filter (reviews.kind = '集中评查') > 0 then 'held'
        -- The committee owes a session for every quarter that it has existed for from the first day.
        when quarters.first_day < (
            select min(valid_from::date) from reference.review_grades where regime like '%执法监督委员会%'
        ) then 'not_due'
        -- On its last day a quarter is not over yet.
        when quarters.next_day <= as_of() then 'not_held'
        when quarters.first_day > as_of() then 'not_due'
        else 'pending'
    end as state,
from quarters_between($from_day, $until_day) as quarters
left join every_reviews as reviews
    on reviews.opened_on >= quarters.first_day
    and reviews.opened_on < quarters.next_day
    and reviews.opened_on <= as_of()
group by quarters.quarter, quarters.first_day, quarters.next_day
order by quarters.first_day
