"""Any ledger, row by row: search, filter, sort, page, download, and where every row came from."""

from supervision.text import Text
from supervision.ui.asking import note_now
from supervision.ui.choices import chosen
from supervision.ui.choosing import choose
from supervision.ui.ledger_choice import asked_for
from supervision.ui.ledger_filters import choose_ledger, narrow, tell_what_is_hidden, tell_what_is_shown
from supervision.ui.ledger_row import show_row
from supervision.ui.ledger_rows import leaf_of, offer_files, show_leaf, turn_leaves
from supervision.ui.page import begin

shown = begin(Text(zh="台账", en="Ledgers"), audience="analysts")

asked = asked_for()
# Only behind a number does a period narrow the rows; a ledger as such is shown whole.
choice = choose() if asked.metric else chosen()
choose_ledger(asked)
narrow(asked)
wanted = asked.wanted(choice)
leaf = leaf_of(choice, wanted, asked)
tell_what_is_shown(choice, asked, leaf.total)
tell_what_is_hidden(asked)
note_now("look at rows", ledger=asked.ledger.name, rows=len(leaf.rows), of=leaf.total, leaf=asked.leaf)
key = show_leaf(leaf, asked)
turn_leaves(leaf, asked)
if key:
    note_now("look at rows", ledger=asked.ledger.name, key=key)
    show_row(shown, asked.ledger, key)
offer_files(choice, wanted, leaf.total)
