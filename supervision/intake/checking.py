"""A table and a profile become checked rows: every record accepted, waiting or skipped, none lost.

Columns are checked one after another and every distinct cell text only once, which is what makes
a million rows bearable; a row waits as soon as one of its cells can't be taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from supervision.intake.alignment import hold_to_headings
from supervision.intake.month import month_stated
from supervision.intake.privacy import masked, masked_sentence
from supervision.intake.profile_texts import own_profiles, profile_named
from supervision.intake.profiles import Profile, recognise
from supervision.intake.reading import Record, Table, read
from supervision.intake.row_checks import Work
from supervision.intake.time_allowed import Allowance, within
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.text import Refusal, Text

_NUMBERED = Text(
    zh="{name}：这种来源的行按在文件中的先后编号，不能单独更正；请在源文件中改好后重新录入整个文件。",
    en="{name}: rows of this profile are numbered by their place in the file and can't be mended one by one; mend the "
    "file and load it again.",
)


def check_file(
    content: bytes,
    name: str,
    today: date,
    profile_name: str | None = None,
    profiles: Sequence[Profile] | None = None,
    allowance: Allowance | None = None,
) -> CheckedFile | RefusedFile:
    """Read, recognise and check one export. Never raises for what a file holds: it is refused with a reason.

    `profiles` are those to choose from, by default the ones that come with the program; `allowance` is the time that
    is left for it, by default all that one file may have.
    """
    profiles = own_profiles() if profiles is None else profiles
    name = masked(name)
    with within(allowance or Allowance(), name):
        return _checked(content, name, today, profile_name, profiles)


def _checked(
    content: bytes, name: str, today: date, profile_name: str | None, profiles: Sequence[Profile]
) -> CheckedFile | RefusedFile:
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        table = read(content, name)
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), masked_sentence(refusal.sentence))
    try:
        profile = (
            _insisted(profile_named(profile_name, profiles), table, name)
            if profile_name
            else recognise(table.headings, profiles, name)
        )
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), masked_sentence(refusal.sentence), unknown=content)
    try:
        hold_to_headings(table, profile, name)
        stated_month = month_stated(name, table.titles)
        return check_table(table, profile, name, sha256, len(content), today, stated_month)
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), masked_sentence(refusal.sentence))


def check_rows(
    rows: Mapping[int, Mapping[str, str]], profile: Profile, today: date, name: str, stated_month: date
) -> CheckedFile:
    """Check rows that somebody corrected under their source's own headings, by line, as a file of them would be.

    Refusal when the profile is gone or needs another column by now.
    """
    headings = tuple(dict.fromkeys(heading for cells in rows.values() for heading in cells))
    records = tuple(
        Record(line, tuple(cells.get(heading, "") for heading in headings))
        for line, cells in sorted(rows.items())
    )
    table = Table("", None, None, 0, headings, (), headings, (), records, (), ())
    content = repr(records).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    _insisted(profile, table, name)
    if any(how.numbered for how in profile.joined.values()):
        raise Refusal(_NUMBERED.with_values(name=name))
    return check_table(table, profile, name, sha256, len(content), today, stated_month)


def check_table(
    table: Table, profile: Profile, name: str, sha256: str, size: int, today: date, stated_month: date | None
) -> CheckedFile:
    """A table that was read already, checked by one profile."""
    work = Work(table, profile, today)
    work.read_columns()
    work.check_rows()
    work.keep_cells()
    return CheckedFile(
        name=name,
        sha256=sha256,
        size=size,
        ledger=profile.ledger,
        profile=profile.name,
        profile_title=profile.title,
        source=profile.constants.get("source"),
        encoding=table.encoding,
        stated_month=stated_month,
        columns=work.accepted(),
        lines=[work.records[row].line for row in work.good_rows],
        keys=[work.keys[row] or "" for row in work.good_rows],
        waiting=tuple(work.waiting_rows()),
        skipped=_skipped_below(table),
        records=len(table.records) + _skipped_below(table),
        findings=tuple(sorted(work.findings, key=lambda finding: finding.line)),
        notes=tuple(masked_sentence(note) for note in (*table.notes, *work.notes())),
        placed=work.placed,
        found_cells={work.records[row].line: cells for row, cells in sorted(work.cells_kept.items())},
    )


def _insisted(profile: Profile, table: Table, name: str) -> Profile:
    if missing := profile.lacks(table.headings):
        raise Refusal(
            Text(
                zh="{name}：按“{title}”读取时缺少必需的列：{missing}。请换一种来源，或补上该列。",
                en="{name}: read as “{title}”, required columns are missing: {missing}. Choose another profile, "
                "or add them.",
            ).with_values(name=name, title=profile.title, missing="、".join(missing))
        )
    return profile


def _skipped_below(table: Table) -> int:
    return sum(skipped.line > table.heading_line for skipped in table.skipped)
