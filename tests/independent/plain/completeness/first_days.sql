-- What is the first day on which each ledger has anything, whatever is looked at?
-- one row per: ledger
select 'leads' as ledger, min(received_on) as first_day from every_leads
union all
select 'collections', min(due_on) from every_collections
union all
select 'reviews', min(opened_on) from every_reviews
union all
select 'referrals', min(sent_on) from every_referrals
union all
select 'visits', min(visited_on) from every_visits
union all
select 'needs', min(raised_on) from every_needs
