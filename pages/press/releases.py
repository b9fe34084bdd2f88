"""Every release: its life, its files, what it says, what is likely asked of it, and what has changed since."""

from supervision.text import Text
from supervision.ui.page import begin
from supervision.ui.press_background import offer_questions, offer_revisions
from supervision.ui.press_life import offer_files, offer_steps, offer_verifying, show_head
from supervision.ui.press_releases import choose_release
from supervision.ui.press_sheet import show_sheet
from supervision.ui.press_wording import offer_wording

shown = begin(Text(zh="发布管理", en="Releases"), audience="press")
if release := choose_release(shown):
    show_head(release)
    offer_steps(shown, release)
    offer_files(release)
    offer_verifying(shown, release)
    offer_wording(shown, release)
    offer_questions(release)
    offer_revisions(shown, release)
    show_sheet(release.document)
