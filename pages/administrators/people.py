"""Who has which roles, and to which source or district they are held; a change works at their next click."""

from supervision.text import Text
from supervision.ui.page import begin
from supervision.ui.people import offer_change, show_roster, tell_roles

begin(Text(zh="人员与角色", en="People"), audience="administrators")
show_roster()
offer_change()
tell_roles()
