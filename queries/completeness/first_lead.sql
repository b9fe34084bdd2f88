-- What is the first day on which a lead was received?
-- one row per: everything
select min(received_on) as first_day from every_leads
