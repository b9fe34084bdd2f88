"""How exports are read: every profile, to look at, change, try on a file, export, or make anew from a file."""

from supervision.text import Text
from supervision.ui.page import begin
from supervision.ui.profiles import choose_profile, edit_as_text, edit_with_file, offer_removal, show_profiles

begin(Text(zh="来源配置", en="Profiles"), audience="analysts")

show_profiles()
chosen = choose_profile()
if not edit_with_file(chosen) and chosen:
    edit_as_text(chosen)
    offer_removal(chosen)
