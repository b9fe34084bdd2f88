"""The quality of what sources hand over, counted slowly from its definitions: files, batches and undos as plain values.

It imports nothing of the product. It follows the batches one by one as an office would: which files brought
something new to it, which were taken back, which rows somebody put right, and what each row was to the one handed over
before it. A row put right is read as if its file had said so: by every file that brought it just as broken.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Counted = dict[str | None, dict[str, Any]]

UNSTATED = "未注明"
COLUMNS = ("district", "organ", "body", "matter", "summary", "status", "channel", "complainant_kind")


@dataclass(frozen=True)
class File:
    """One file of leads: rows that were accepted, in order, and rows that had to wait (their numbers)."""

    name: str
    source: str | None
    month: date  # its last day
    rows: tuple[Row, ...]
    broken: tuple[str, ...] = ()
    bytes_of: str = ""  # the content of the file whose bytes these are, read otherwise

    @property
    def content(self) -> str:
        """Stands for its bytes: of two files of one name and month, the one sorted first was read first."""
        return self.bytes_of or repr((self.source, self.rows, self.broken, self.name))


@dataclass(frozen=True)
class Load:
    files: tuple[File, ...]


@dataclass(frozen=True)
class Undo:
    batch: int


@dataclass(frozen=True)
class Mend:
    """Somebody puts right what a source's files brought broken."""

    source: str | None
    broken: str
    row: Row


Event = Load | Mend | Undo


@dataclass(frozen=True)
class Brought:
    batch: int
    place: int
    file: File
    rows: tuple[Row, ...]  # those that the same bytes had not brought already

    def holds(self, source: str | None, broken: str) -> bool:
        return self.file.source == source and broken in self.file.broken


@dataclass(frozen=True)
class Told:
    """A row handed over, and what it was to the one before it under the same number."""

    by: Brought
    row: Row
    word: str
    had_to_wait: bool


def in_force(events: Sequence[Event]) -> set[int]:
    """Batches count from 1; an undo that is itself undone takes nothing back."""
    undone: set[int] = set()
    for batch in range(len(events), 0, -1):
        event = events[batch - 1]
        if isinstance(event, Undo) and batch not in undone:
            undone.add(event.batch)
    return {batch for batch in range(1, len(events) + 1) if batch not in undone}


def came(events: Sequence[Event]) -> list[Brought]:
    """Every file, with the rows that it brought when it came: the same bytes before it, still in force, had not.

    Accepted rows are kept once, broken rows by every batch.
    """
    told: list[Brought] = []
    place = 0
    for batch, event in enumerate(events, 1):
        if not isinstance(event, Load):
            continue
        standing = in_force(events[: batch - 1])
        for file in sorted(event.files, key=lambda file: (file.month, file.name, file.content)):
            place += 1
            known = [
                row
                for one in told
                if one.batch in standing | {batch} and _bytes_and_month(one.file) == _bytes_and_month(file)
                for row in one.rows
            ]
            told.append(Brought(batch, place, file, tuple(row for row in file.rows if row not in known)))
    return told


def _bytes_and_month(file: File) -> tuple[str, date]:
    return file.content, file.month


def standing_files(events: Sequence[Event]) -> list[Brought]:
    """Those in force, in the order of the months handed over for."""
    standing = in_force(events)
    ours = [one for one in came(events) if one.batch in standing]
    return sorted(ours, key=lambda one: (one.file.month, one.batch, one.place))


def standing_mends(events: Sequence[Event]) -> list[tuple[int, Mend]]:
    """Those that nobody took back, by their batches."""
    numbered = [(batch, event) for batch, event in enumerate(events, 1) if isinstance(event, Mend)]
    return [(batch, event) for batch, event in numbered if batch in in_force(events)]


def waiting(events: Sequence[Event]) -> dict[tuple[str | None, str], date]:
    """What still waits: each broken row once, for the latest month that brought it."""
    mended = {(mend.source, mend.broken) for _, mend in standing_mends(events)}
    waits = {
        (one.file.source, row): one.file.month for one in standing_files(events) for row in one.file.broken
    }
    return {row: month for row, month in waits.items() if row not in mended}


def counted_files(events: Sequence[Event]) -> list[Brought]:
    """The same, but of readings of the same bytes the first."""
    once: dict[Any, Brought] = {}
    for one in standing_files(events):
        # Of a file of which every row waits each copy brings them.
        if one.rows or not one.file.rows:
            once.setdefault(_bytes_and_month(one.file), one)
    return list(once.values())


def told_rows(events: Sequence[Event]) -> Iterable[Told]:
    """Every row that was accepted or put right since, in the order of the hand-overs."""
    mends = [mend for _, mend in standing_mends(events)]
    before: dict[Any, tuple[Row, Brought]] = {}
    for one in standing_files(events):
        put_right = [
            mend.row
            for number in one.file.broken
            for mend in mends
            if (mend.source, mend.broken) == (one.file.source, number)
        ]
        for place, row in enumerate((*one.rows, *put_right)):
            key = row["source"], row["number"]
            last = before.get(key)
            if last is None:
                word = "first_time"
            elif last[0] != row:
                word = "changed"
            else:
                word = "repeated" if last[1] is one else "same"
            yield Told(one, row, word, place >= len(one.rows))
            before[key] = row, one


def tenths(part: int, whole: int) -> Fraction | None:
    """Per cent to one decimal, half up."""
    if whole == 0:
        return None
    exact = Fraction(part * 1000, whole)
    lower = exact.numerator // exact.denominator
    return Fraction(lower + (exact - lower >= Fraction(1, 2)), 10)


def handed_rows(events: Sequence[Event], sources: Sequence[str], first: date, last: date) -> Counted:
    """By source and, under None, in total."""
    words = ("handed_rows", "first_time", "changed", "same", "repeated", "waited")
    tally: dict[str | None, Counter[str]] = {source: Counter() for source in (None, *sources)}

    def add(file: File, word: str, rows: int = 1) -> None:
        if first <= file.month <= last:
            for member in (None, file.source or UNSTATED):
                tally.setdefault(member, Counter())[word] += rows

    counted = counted_files(events)
    for one in counted:
        add(one.file, "handed_rows", len(one.file.rows) + len(one.file.broken))
        add(one.file, "waited", len(one.file.broken))
    for told in told_rows(events):
        # One put right since was told already: it had to wait.
        if told.by in counted and not told.had_to_wait:
            add(told.by.file, told.word)
    return {
        member: {word: counts[word] for word in words}
        | {
            "waited_share": tenths(counts["waited"], counts["handed_rows"]),
            "needless_share": tenths(counts["same"] + counts["repeated"], counts["handed_rows"]),
        }
        for member, counts in tally.items()
    }


def standing_leads(events: Sequence[Event]) -> list[Row]:
    """The newest row of every number: for the latest month, of these the one taken in last.

    One put right is taken in when that is done, for the month for which it waited then, and as long as any file holds it.
    """
    files = standing_files(events)
    taken = [
        ((one.file.month, one.batch, one.place, place), row)
        for one in files
        for place, row in enumerate(one.rows)
    ]
    for batch, mend in standing_mends(events):
        if any(one.holds(mend.source, mend.broken) for one in files):
            month = waiting(events[: batch - 1])[mend.source, mend.broken]
            taken.append(((month, batch, 0, 0), mend.row))
    newest = {(row["source"], row["number"]): row for _, row in sorted(taken, key=lambda told: told[0])}
    return list(newest.values())


def filled(leads: Sequence[Row], sources: Sequence[str], first: date, last: date) -> Counted:
    """By source: for each column how many leads fill it, of how many, and the share."""
    told: Counted = {}
    for source in sources:
        ours = [row for row in leads if row["source"] == source and first <= row["received_on"] <= last]
        counts = {column: sum(row.get(column) is not None for row in ours) for column in COLUMNS}
        told[source] = {column: (full, len(ours), tenths(full, len(ours))) for column, full in counts.items()}
    return told


def declared(
    events: Sequence[Event], register: Sequence[Row], sources: Sequence[str], months: Sequence[str]
) -> dict[tuple[str, str], tuple[int | None, int, int, int]]:
    """By source and month: declared, loaded for the first time, sent again (each number once), still waiting."""
    told = {}
    for source in sources:
        for month in months:
            said = [
                row["declared"]
                for row in register
                if row["source"] == source
                and f"{row['due_on']:%Y-%m}" == month
                and row["declared"] is not None
            ]
            rows = [
                (one.row["number"], one.word)
                for one in told_rows(events)
                if one.row["source"] == source and f"{one.by.file.month:%Y-%m}" == month
            ]
            waits = [
                row
                for row, last_brought in waiting(events).items()
                if row[0] == source and f"{last_brought:%Y-%m}" == month
            ]
            new = {number for number, word in rows if word == "first_time"}
            told[source, month] = (
                sum(said) if said else None,
                len(new),
                len({number for number, _ in rows} - new),
                len(waits),
            )
    return told


def median(numbers: Sequence[int]) -> Fraction | None:
    ordered = sorted(numbers)
    if not ordered:
        return None
    half = len(ordered) // 2
    return Fraction(ordered[half] if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2))


def timeliness(
    events: Sequence[Event],
    register: Sequence[Row],
    sources: Sequence[str],
    first: date,
    last: date,
    today: date,
) -> Counted:
    """By source: median days late, median days from receipt to hand-over, and of how many leads it is known.

    The register here holds every month of the period for every source, so that nothing is silent.
    """
    first_month: dict[Any, date] = {}
    for one in told_rows(events):
        key = one.row["source"], one.row["number"]
        first_month[key] = min(first_month.get(key, one.by.file.month), one.by.file.month)
    told: Counted = {}
    for source in sources:
        ours = [row for row in register if row["source"] == source]
        came = [row for row in ours if row["handed_on"] is not None and row["handed_on"] <= today]
        late = [
            (row["handed_on"] - row["due_on"]).days
            for row in came
            if first <= row["due_on"] <= last and row["handed_on"] > row["due_on"]
        ]
        day_of = {f"{row['due_on']:%Y-%m}": row["handed_on"] for row in came}
        leads = [
            row
            for row in standing_leads(events)
            if row["source"] == source and first <= row["received_on"] <= last
        ]
        days = []
        for lead in leads:
            day = day_of.get(f"{first_month[source, lead['number']]:%Y-%m}")
            if day is not None and day >= lead["received_on"]:
                days.append((day - lead["received_on"]).days)
        told[source] = {
            "days_late": median(late),
            "days_to_hand_over": median(days),
            "leads_known": len(days),
            "leads": len(leads),
        }
    return told
