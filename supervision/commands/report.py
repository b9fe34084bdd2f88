"""The command that prints the leaders' pages as a PDF for the file."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import datetime

from supervision.commands.figures import known_batch
from supervision.commands.ledgers import who
from supervision.commands.saying import ALL_WELL, say
from supervision.commands.writing import place_for, write_whole
from supervision.exports.paper.report import Report, report_pdf
from supervision.exports.paper.sections import SECTIONS
from supervision.figures.measuring import View, view_now
from supervision.figures.period import Period, read_day
from supervision.store.database import LOCAL, local_now, open_database
from supervision.text import Text, language_of_terminal


def report_command(asked: Namespace) -> int:
    period = Period(read_day(asked.first, "--from"), read_day(asked.last, "--to"))
    out = place_for(asked.out, ".pdf")
    database = open_database(asked.database, create=False)
    try:
        now = view_now(database, known_batch(asked.known_at, database))
        as_of = read_day(asked.as_of, "--as-of") if asked.as_of else now.as_of
        view = View(database, now.known_at, as_of)
        report = Report(SECTIONS, period, view, language_of_terminal(), who(asked.by), _made_at())
        held = report_pdf(report)
    finally:
        database.close()
    write_whole(out, held)
    say(
        Text(zh="已写入 {file}（{bytes}字节）", en="Written to {file} ({bytes} bytes)").with_values(
            file=asked.out, bytes=len(held)
        )
    )
    return ALL_WELL


def _made_at() -> datetime:
    """Now, unless SOURCE_DATE_EPOCH names a moment, so that a report can be made again byte for byte."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (named.isascii() and named.isdigit()):
        return local_now()
    return datetime.fromtimestamp(int(named), LOCAL).replace(tzinfo=None)
