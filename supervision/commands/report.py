"""The command that prints the leaders' pages as a PDF for the file."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import datetime

from supervision.commands.figures import asked_period, asked_view
from supervision.commands.opening import note_taken, opened, who
from supervision.commands.saying import ALL_WELL
from supervision.commands.writing import place_for, say_written, write_whole
from supervision.exports.paper.report import Report, report_pdf
from supervision.exports.paper.sections import SECTIONS
from supervision.store.database import LOCAL, local_now
from supervision.text import language_of_terminal


def report_command(asked: Namespace) -> int:
    period = asked_period(asked)
    out = place_for(asked.out, ".pdf")
    with opened(asked, "take figures away") as database:
        view = asked_view(asked, database)
        report = Report(SECTIONS, period, view, language_of_terminal(), who(asked.by), _made_at())
        held = report_pdf(report)
        note_taken(database, "take figures away", asked.by, table="report", days=str(period))
    write_whole(out, held)
    say_written(asked.out, held)
    return ALL_WELL


def _made_at() -> datetime:
    """Now, unless SOURCE_DATE_EPOCH names a moment, so that a report can be made again byte for byte."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (named.isascii() and named.isdigit()):
        return local_now()
    return datetime.fromtimestamp(int(named), LOCAL).replace(tzinfo=None)
