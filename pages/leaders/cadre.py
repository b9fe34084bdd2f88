"""One cadre: which months kept or missed, and where they went."""

from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.one_cadre import show_cadre
from supervision.ui.page import begin

begin(Text(zh="干部", en="Cadre"), audience="leaders")
show_cadre(choose(is_narrowed=False))
