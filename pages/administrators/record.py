"""Who did what, when: sign-ins, refusals, rows looked at, batches, downloads, releases."""

from supervision.text import Text
from supervision.ui.page import begin
from supervision.ui.record import say_whether_whole, show_record

begin(Text(zh="操作记录", en="Record of access"), audience="administrators")
show_record()
say_whether_whole()
