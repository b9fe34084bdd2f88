"""Annotations: what happened on a day, marked on the charts by month."""

from supervision.text import Text
from supervision.ui.annotations import offer_annotating, show_annotations
from supervision.ui.choosing import choose
from supervision.ui.page import begin

shown = begin(Text(zh="标注", en="Annotations"), audience="analysts")
choice = choose(is_narrowed=False)

show_annotations(choice)
offer_annotating(shown)
