"""The command that prints the leaders' pages as a PDF for the file."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from supervision.commands.figures import known_batch
from supervision.commands.ledgers import who
from supervision.commands.saying import ALL_WELL, say
from supervision.exports.paper.report import Report, report_pdf
from supervision.exports.paper.sections import SECTIONS
from supervision.figures.measuring import View, view_now
from supervision.figures.period import Period, read_day
from supervision.store.database import LOCAL, local_now, open_database
from supervision.text import Refusal, Text, language_of_terminal


def report_command(asked: Namespace) -> int:
    period = Period(read_day(asked.first, "--from"), read_day(asked.last, "--to"))
    out = _place(asked.out)
    database = open_database(asked.database, create=False)
    try:
        now = view_now(database, known_batch(asked.known_at, database))
        as_of = read_day(asked.as_of, "--as-of") if asked.as_of else now.as_of
        view = View(database, now.known_at, as_of)
        report = Report(SECTIONS, period, view, language_of_terminal(), who(asked.by), _made_at())
        held = report_pdf(report)
    finally:
        database.close()
    _write(out, held)
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


def _place(written: str) -> Path:
    out = Path(written)
    if out.suffix.lower() != ".pdf":
        raise Refusal(
            Text(
                zh=f"--out：“{written}”不是 PDF 文件名。请以 .pdf 结尾。",
                en=f"--out: “{written}” is no PDF. Give a name that ends in .pdf.",
            )
        )
    if not out.parent.is_dir():
        raise Refusal(
            Text(
                zh=f"--out：没有文件夹 {out.parent}。请先建立。",
                en=f"--out: there is no folder {out.parent}. Make it first.",
            )
        )
    return out


def _write(out: Path, held: bytes) -> None:
    """Whole or not at all: a report that stands there already is replaced only by a finished one."""
    unfinished = out.with_name(f"{out.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(held)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
