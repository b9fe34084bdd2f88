"""Which source hands over clean data: how full, how prompt, how sound, how often the same."""

from supervision.metrics import quality
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import show, tiles

begin(Text(zh="数据质量", en="Data quality"), audience="leaders")
choice = choose()

tiles([quality.handed, quality.waited, quality.waited_share, quality.needless_share], choice)
show(quality.filled, choice)
show(quality.timeliness, choice)
show(quality.fates, choice)
show(quality.soundness, choice)
show(quality.declared, choice)
show(quality.standing, choice)
