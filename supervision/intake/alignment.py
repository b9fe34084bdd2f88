"""Headings that don't stand over their own columns are refused: which cell belongs to which can't be told."""

from __future__ import annotations

from supervision.intake.kinds import bare
from supervision.intake.profiles import Profile
from supervision.intake.reading import Table
from supervision.text import Refusal, Text

_TOO_LONG = Text(
    zh="{name}：表头有{headings}格，而各行都不到这么多格，各列可能没有对齐；请核对表头是否多了分隔符后再上传。",
    en="{name}: there are {headings} headings, but the rows have fewer cells, so columns may not line up; look for a "
    "separator too many in the headings.",
)
_TOO_SHORT = Text(
    zh="{name}：最后一列有内容却没有表头，各列可能没有对齐；请核对表头是否少了分隔符，或给最后一列加上表头。",
    en="{name}: the last column holds values but has no heading, so columns may not line up; look for a separator "
    "missing from the headings, or name the last column.",
)


def hold_to_headings(table: Table, profile: Profile, name: str) -> None:
    """Refusal when the headings are longer than the records, or shorter.

    Longer is borne where every heading is known: programs leave out cells that are blank at the end of all rows.
    """
    records = table.records
    if not records or not table.heading_line:
        return
    short = sum(record.missing > 0 for record in records)
    gapped = not all(bare(heading) for heading in table.headings)
    strange = not all(profile.knows(heading) for heading in table.headings)
    if (gapped and 2 * short > len(records)) or (strange and short == len(records)):
        raise Refusal(_TOO_LONG.with_values(name=name, headings=len(table.headings)))
    if len(table.headings) > 1 and not bare(table.headings[-1]):
        last = len(table.headings) - 1
        if 2 * sum(bool(bare(record.cells[last])) for record in records) > len(records):
            raise Refusal(_TOO_SHORT.with_values(name=name))
