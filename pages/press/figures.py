"""What may be read aloud of a period: sentences, tables and charts, small counts hidden; a press makes it a draft."""

from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.press_drafting import choose_figures, drafted, offer_draft
from supervision.ui.press_sheet import show_sheet

begin(Text(zh="公布指标", en="Press figures"), audience="press")
choice = choose(is_narrowed=False)
document = drafted(choice, choose_figures())
show_sheet(document)
offer_draft(choice, document)
