"""The lists that cells refer to: data with dates and citations under data/reference, never constants in code."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from supervision.text import Text

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"

# Where a list lives, which column holds its names, and which hold other spellings of them.
FILES = {
    "sources": ("sources.csv", "name", ("short",)),
    "districts": ("districts.csv", "name", ("short", "aliases")),
    "organs": ("organs.csv", "name", ()),
    "duty_crimes": ("duty_crimes.csv", "name", ()),
    "pools": ("selection_angles.csv", "name", ()),
    "review_kinds": ("review_kinds.csv", "name", ()),
    "referral_organs": ("referral_organs.csv", "name", ()),
    "enterprise_kinds": ("enterprise_kinds.csv", "name", ()),
    "need_kinds": ("need_kinds.csv", "name", ()),
    "policies": ("policies.csv", "name", ("title", "aliases")),
    "prohibitions": ("ten_prohibitions.csv", "text", ("no",)),
    "task_forces": ("task_forces.csv", "name", ()),
}


@dataclass(frozen=True)
class ReferenceList:
    """The names of one list in their own order, and every spelling that means one of them."""

    name: str
    names: tuple[str, ...]
    spellings: dict[str, str]
    """Compared spelling → the list's own name; compared as `compared` makes them."""

    def find(self, written: str) -> str | None:
        return self.spellings.get(compared(written))


def compared(written: str) -> str:
    """How two spellings are compared: full-width narrowed, white space and 《》 left out."""
    narrowed = unicodedata.normalize("NFKC", written)
    return "".join(narrowed.split()).strip("《》")


@cache
def rows(file_name: str) -> tuple[dict[str, str], ...]:
    """One reference file as text, in its own order."""
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def reference_list(name: str) -> ReferenceList:
    """The list of that name; `grades` is every grade of every regime, the committee's own first."""
    if name == "grades":
        spelled = [grade for row in rows("review_grades.csv") for grade in row["grades"].split("|")]
        names = tuple(dict.fromkeys(spelled))
        return ReferenceList(name, names, {compared(grade): grade for grade in names})
    file_name, own, others = FILES[name]
    spellings: dict[str, str] = {}
    for row in rows(file_name):
        for written in (row[own], *(part for other in others for part in row[other].split("|"))):
            if written:
                spellings.setdefault(compared(written), row[own])
    return ReferenceList(name, tuple(row[own] for row in rows(file_name)), spellings)


@cache
def _english() -> dict[str, str]:
    return {row["name"]: row["en"] for row in rows("english.csv")}


NOT_STATED = Text(zh="未注明", en="Not stated")


def name_of(member: str) -> Text:
    """A list's name in both languages; a word that no list knows reads the same in both."""
    if member == NOT_STATED.zh:
        return NOT_STATED
    return Text(zh=member, en=_english().get(member, member))


def organ_of_body(body: str) -> str | None:
    """The kind of organ that a body's name tells: …公安局… → 公安机关, …法院 → 人民法院 and so on.

    None when the name tells none, or tells two.
    """
    found = [
        row["name"]
        for row in rows("organs.csv")
        if any(part in compared(body) for part in row["spelled"].split("|"))
    ]
    return found[0] if len(found) == 1 else None
