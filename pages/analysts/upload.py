"""Exports in, one batch out: look at what a load would do, then press the one button that writes."""

from supervision.store.received import batches_that_brought
from supervision.text import Text
from supervision.ui.asking import may_now
from supervision.ui.basket import basket, taken
from supervision.ui.page import begin
from supervision.ui.session import own_ledger
from supervision.ui.upload_box import choose_files, choose_profiles, offer_templates, say_where_files_go
from supervision.ui.upload_commit import offer_commit, show_loaded
from supervision.ui.upload_findings import show_findings
from supervision.ui.upload_handovers import show_hand_overs
from supervision.ui.upload_kept import come_back, drop_preview, keep_preview, say_found, say_not_shown
from supervision.ui.upload_preview import show_preview
from supervision.ui.upload_report import show_counts
from supervision.ui.upload_unknown import offer_mapping
from supervision.ui.uploading import check_uploads, rehearse

shown = begin(Text(zh="录入数据", en="Upload"), audience="analysts")

say_where_files_go(shown)
uploads = choose_files()
come_back()
if uploads or basket().found:
    files = check_uploads(uploads, choose_profiles(uploads))
    keep_preview(files)
    say_found()
    rehearsal = rehearse(files)
    before = batches_that_brought(own_ledger(), [file.sha256 for file in taken(files)])
    show_counts(rehearsal.result.files, before)
    show_hand_overs(rehearsal.hand_overs)
    if may_now("change profiles"):
        offer_mapping(files)
    show_preview(taken(files))
    show_findings(taken(files))
    offer_commit(files, rehearsal.result)
else:
    drop_preview()
    say_not_shown()
    show_loaded()
offer_templates()
