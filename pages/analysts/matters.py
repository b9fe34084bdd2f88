"""Leads of several sources that may be one matter: proposed, judged by a person, both kept."""

from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.matters import propose_pairs, say_what_links_do, show_links
from supervision.ui.page import begin

shown = begin(Text(zh="同一事项", en="Same matter"), audience="analysts")

choice = choose(is_narrowed=False)
say_what_links_do(choice)
propose_pairs(shown, choice)
show_links(shown)
