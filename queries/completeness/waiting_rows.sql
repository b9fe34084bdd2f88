-- How many rows wait in quarantine that could touch the period?
-- one row per: ledger, source, month
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A row whose own day can't be read could belong to any period.
select
    ledger,
    source,
    month_of(day) as month,
    count(*) as rows_waiting,
from history.waiting
inner join history.waiting_spans using (id)
where
    batch_in <= coalesce(getvariable('known_at'), 2147483647)
    and (batch_out is null or batch_out > coalesce(getvariable('known_at'), 2147483647))
    and (day is null or (day >= $from_day and day < $until_day))
group by all
order by ledger, source, month
