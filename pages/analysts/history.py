"""Every batch: who, when, which files, what changed row by row; undo and redo."""

from supervision.text import Text
from supervision.ui.batch_history import choose_batch, show_batch, show_batches
from supervision.ui.batch_revisions import show_revisions
from supervision.ui.batch_undo import offer_undo
from supervision.ui.page import begin

shown = begin(Text(zh="批次与撤销", en="History"), audience="analysts")

if batch := choose_batch(show_batches(shown)):
    show_batch(shown, batch)
    show_revisions(shown, batch)
    offer_undo(shown, batch)
