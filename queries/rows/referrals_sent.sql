-- Which referrals were sent in the period?
-- one row per: key
-- split by: organ, crime, month, referral_organ, state
-- $from_day: first day of the period
-- $until_day: first day after the period
-- A crime is counted only where it went to the procuratorate.
select
    _key as key,
    organ,
    organ as referral_organ,
    case when organ = '检察机关' then coalesce(crime, '未注明') else '—' end as crime,
    month_of(sent_on) as month,
    case when replied_on < $until_day then 'replied' else 'waiting' end as state,
from referrals
where sent_on >= $from_day and sent_on < $until_day
