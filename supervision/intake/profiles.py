"""What one source system's export looks like, and which profile a file is to be read by.

Adding a profile takes no Python: it is a small TOML text (see `profile_texts`), in data/profiles or saved
by an analyst. The office's own registers need none: every ledger's declaration is itself a profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from supervision.intake.cells import narrowed
from supervision.intake.day_orders import DayOrder
from supervision.ledgers.declaration import Ledger
from supervision.text import Refusal, Text

FITS = 0.6
"""At least this share of a file's headings must be known to a profile before it is taken for a fit."""

_HINT = re.compile(
    r"\((?:单位[:为]?)?(?:件|处|家|次|人|个|必填|选填|可空|required|optional|y{2,4}.*|20\d\d.*)\)$"
)


@dataclass(frozen=True)
class Joined:
    """One of our cells told by several of theirs, such as a number that only two columns together make unique."""

    headings: tuple[str, ...]
    separator: str = "-"
    numbered: bool = False
    """Rows that are alike even so are told apart by their order in the file: …, …-2, …-3."""


@dataclass(frozen=True)
class Profile:
    name: str
    title: Text
    ledger: Ledger
    columns: dict[str, tuple[str, ...]]
    """Our column → the headings that may stand over it, the likeliest first."""
    constants: dict[str, str] = field(default_factory=dict)
    never_stored: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """Our column → their spelling → ours."""
    otherwise: dict[str, str] = field(default_factory=dict)
    """Our column → what every cell means that `values` does not name, an empty one too."""
    joined: dict[str, Joined] = field(default_factory=dict)
    days: dict[str, DayOrder] = field(default_factory=dict)
    """Our column → which part of 1/2/2016 is the month, where the source alone can know."""

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each of our columns stands among a file's headings; a heading serves one column only."""
        standing: dict[str, int] = {}
        for index, heading in enumerate(headings):
            standing.setdefault(same_heading(heading), index)
        found: dict[str, int] = {}
        for column, candidates in self.columns.items():
            for candidate in candidates:
                index = standing.get(same_heading(candidate), -1)
                if index >= 0 and index not in found.values():
                    found[column] = index
                    break
        return found

    def parts(self, headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Where the cells stand of which each joined column is made; absent when one of them is."""
        standing: dict[str, int] = {}
        for index, heading in enumerate(headings):
            standing.setdefault(same_heading(heading), index)
        told = {
            column: tuple(standing.get(same_heading(heading), -1) for heading in joined.headings)
            for column, joined in self.joined.items()
        }
        return {column: places for column, places in told.items() if -1 not in places}

    def spelled(self, column: str, raw: str) -> str:
        """A cell in our own spelling, where the profile knows theirs."""
        theirs = self.values.get(column)
        ours = theirs.get(narrowed(raw)) if theirs else None
        return ours if ours is not None else self.otherwise.get(column, raw)

    def knows(self, heading: str) -> bool:
        return same_heading(heading) in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        mapped = [heading for candidates in self.columns.values() for heading in candidates]
        mapped += [heading for joined in self.joined.values() for heading in joined.headings]
        return frozenset(same_heading(heading) for heading in (*mapped, *self.never_stored, *self.ignored))

    def lacks(self, headings: Sequence[str]) -> list[str]:
        """The required columns for which a file has neither a heading nor a constant."""
        found = {*self.places(headings), *self.parts(headings), *self.constants}
        return [column.title.zh for column in self.ledger.required if column.name not in found]

    def fit(self, headings: Sequence[str]) -> float:
        """The share of a file's headings that the profile knows; 0 when a required column is missing."""
        named = [heading for heading in headings if heading.strip()]
        if not named or self.lacks(headings):
            return 0.0
        return sum(self.knows(heading) for heading in named) / len(named)


@lru_cache(
    maxsize=1 << 12
)  # a file's headings are held against those of every profile, and most are met again
def same_heading(heading: str) -> str:
    """How two headings are compared: narrowed, no white space, no case, no * mark or stray quote, no unit or hint in brackets."""
    return _HINT.sub("", "".join(narrowed(heading).split()).casefold().strip('*:"'))


def recognise(headings: Sequence[str], profiles: Iterable[Profile], name: str) -> Profile:
    """The one profile that fits these headings best; Refusal when none does or two do equally."""
    ranked = sorted(
        ((profile.fit(headings), len(profile.places(headings)), profile) for profile in profiles),
        key=lambda entry: (-entry[0], -entry[1], entry[2].name),
    )
    best = ranked[0]
    if best[0] < FITS:
        raise Refusal(_unknown(headings, [entry[2] for entry in ranked], name))
    if best[:2] == ranked[1][:2]:
        raise Refusal(
            Text(
                zh="{name}：表头同时符合“{one}”和“{other}”，请指明是哪一种。",
                en="{name}: the headings fit both “{one}” and “{other}”; say which it is.",
            ).with_values(name=name, one=best[2].title, other=ranked[1][2].title)
        )
    return best[2]


def _unknown(headings: Sequence[str], profiles: Sequence[Profile], name: str) -> Text:
    """Names only the headings that somebody knows: a row taken for headings may hold a complainant's name."""
    named = [heading for heading in headings if heading.strip()]
    nearest = max(profiles, key=lambda profile: sum(profile.knows(heading) for heading in named))
    known = [narrowed(heading) for heading in named if nearest.knows(heading)]
    if not known:
        return Text(
            zh="{name}：{count}个表头没有一个是认识的，没有任何台账与之相符；请使用模板，或为它增加一个来源配置。",
            en="{name}: none of its {count} headings is known, so they fit no ledger; use a template, or add a profile.",
        ).with_values(name=name, count=len(named))
    return Text(
        zh="{name}：{count}个表头中认得{known}，不符合任何来源；最接近“{nearest}”，缺少：{missing}。请补上该列，或为它增加一个来源配置。",
        en="{name}: of its {count} headings {known} are known, which fit no profile; nearest is “{nearest}”, which lacks: "
        "{missing}. Add the column, or add a profile.",
    ).with_values(
        name=name,
        count=len(named),
        known="、".join(known[:8]),
        nearest=nearest.title,
        missing="、".join(nearest.lacks(headings)) or "—",
    )
