"""Where spaces divide cells, a phrase without quotes falls into its words: they are put together again."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.intake.headings import Columns


def put_together(rows: Sequence[list[str]], width: int) -> tuple[list[list[str]], list[int]]:
    """Every row, and which of them (from 1) had a phrase in words, where only one column could hold it."""
    columns = Columns.of(rows, width)
    whole, mended = [], []
    for number, row in enumerate(rows, 1):
        told = row_put_together(row, columns, width) if len(row) > width else None
        if told is not None:
            mended.append(number)
        whole.append(told or row)
    return whole, mended


def row_put_together(row: list[str], columns: Columns, width: int) -> list[str] | None:
    """The row with the surplus cells in the one text column that leaves all others as they should be."""
    words = len(row) - width + 1
    found = None
    for place, kind in enumerate(columns.kinds):
        phrase = row[place : place + words]
        if kind is not None or not phrase[0] or not phrase[-1] or any(" " in word for word in phrase):
            continue  # a cell with a space in it stood in quotes and is whole
        told = [*row[:place], " ".join(phrase), *row[place + words :]]
        like, unlike = columns.told(told)
        if unlike == 0 and like > 1:
            if found is not None:
                return None
            found = told
    return found
