"""One enterprise: who visited it, when, and what it raised."""

from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.one_enterprise import show_enterprise
from supervision.ui.page import begin

begin(Text(zh="企业", en="Enterprise"), audience="leaders")
show_enterprise(choose(is_narrowed=False))
