"""Referrals: to whom, for which crime, and who has not replied."""

from supervision.metrics import referrals, times
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="函转移送", en="Referrals"), audience="leaders")
choice = choose()

tiles([referrals.sent, referrals.replied], choice)
show(referrals.awaiting_reply, choice)
show(referrals.by_month, choice)
beside(referrals.by_organ, referrals.by_band, choice)
show(times.replies, choice)
show(referrals.by_crime, choice)
