"""Profiles as TOML: those that come with the program, those that analysts save, and what both may say.

name = "hotline"
title = { zh = "12345平台工单导出", en = "12345 hotline: tickets" }
ledger = "leads"
never_stored = ["来电人"]                  # dropped at intake, beside what the ledger drops by itself
ignored = ["备注2"]                        # known and not wanted

[constants]
source = "12345平台"                       # the same for every row

[columns]
received_on = ["来电时间", "受理时间"]      # ours = theirs, one heading or several

[joined.number]                           # one cell of ours out of several of theirs
headings = ["区号", "流水号"]
separator = "-"
numbered = false                          # true: rows alike even so are numbered in the order of the file

[days]
received_on = "month-day-year"            # or "day-month-year": what 1/2/2016 means

[values.channel]
"电话投诉" = "来电"                        # their spelling = ours

[otherwise]
channel = "其他"                           # whatever values.channel does not name
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import read_cell
from supervision.intake.day_orders import ORDERS
from supervision.intake.profiles import Joined, Profile
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Day, Ledger
from supervision.text import Refusal, Text

FOLDER = Path(__file__).resolve().parents[2] / "data" / "profiles"

_WORDS = frozenset(
    {"name", "title", "ledger", "never_stored", "ignored", "constants", "columns", "joined", "days", "values"}
    | {"otherwise"}
)


def parse_profile(text: str, where: str) -> Profile:
    """One profile's TOML; Refusal, saying where and which word, when it says what can't be."""
    try:
        told = tomllib.loads(text)
        if unknown := told.keys() - _WORDS:
            raise ValueError(f"{', '.join(sorted(unknown))}?")
        ledger = _ledger(told["ledger"])
        profile = Profile(
            name=_word(told["name"]),
            title=Text(**told["title"]),
            ledger=ledger,
            columns={column: _headings(heading) for column, heading in told.get("columns", {}).items()},
            constants=_words(told.get("constants", {})),
            never_stored=frozenset([*ledger.never_stored, *told.get("never_stored", [])]),
            ignored=frozenset([*ledger.ignored, *told.get("ignored", [])]),
            values={column: _words(spelled) for column, spelled in told.get("values", {}).items()},
            otherwise=_words(told.get("otherwise", {})),
            joined={column: _joined(how) for column, how in told.get("joined", {}).items()},
            days=told.get("days", {}),
        )
        _hold_together(profile)
    except KeyError as error:
        raise _not_right(where, Text(zh=f"缺少 {error}", en=f"{error} is missing")) from None
    except CellProblem as problem:
        raise _not_right(where, problem.remedy) from None
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _not_right(where, Text.same(str(error))) from None
    return profile


def _not_right(where: str, said: Text) -> Refusal:
    return Refusal(
        Text(
            zh="来源配置 {where} 有误：{said}。请对照 data/profiles 中的其他配置改正。",
            en="The profile {where} is not right: {said}. Compare it with the others in data/profiles.",
        ).with_values(where=where, said=said)
    )


def _ledger(name: str) -> Ledger:
    for ledger in LEDGERS:
        if ledger.name == name:
            return ledger
    raise ValueError(f"ledger = {name!r}? {', '.join(ledger.name for ledger in LEDGERS)}")


def _hold_together(profile: Profile) -> None:
    """Every column named is one of the ledger's, and every day order one that can be."""
    ours = {column.name for column in profile.ledger.columns}
    told = (
        profile.columns,
        profile.constants,
        profile.values,
        profile.otherwise,
        profile.joined,
        profile.days,
    )
    for table in told:
        if unknown := table.keys() - ours:
            raise ValueError(f"{', '.join(sorted(unknown))}? {', '.join(sorted(ours))}")
    for column, order in profile.days.items():
        if order not in ORDERS or not isinstance(profile.ledger.column(column).kind, Day):
            raise ValueError(f"days.{column} = {order!r}? {', '.join(ORDERS)}")
    ours_written = [*profile.constants.items(), *profile.otherwise.items()]
    ours_written += [
        (column, ours) for column, spelled in profile.values.items() for ours in spelled.values()
    ]
    for column, written in ours_written:
        try:
            read_cell(profile.ledger.column(column).kind, written, date.max)
        except CellProblem as problem:
            said = Text.same(f"{column} = {written!r}")
            remedy = Text(zh="{said}：{remedy}", en="{said}: {remedy}")
            raise CellProblem(problem.problem, remedy.with_values(said=said, remedy=problem.remedy)) from None


def _word(told: object) -> str:
    if not isinstance(told, str) or not told.strip():
        raise ValueError(f"{told!r}?")
    return told


def _words(told: dict[str, object]) -> dict[str, str]:
    return {name: _word(value) for name, value in told.items()}


def _headings(told: str | list[str]) -> tuple[str, ...]:
    return (_word(told),) if isinstance(told, str) else tuple(_word(heading) for heading in told)


def _joined(told: dict[str, Any]) -> Joined:
    return Joined(_headings(told["headings"]), told.get("separator", "-"), bool(told.get("numbered", False)))


def profile_text(profile: Profile) -> str:
    """The TOML of a profile, as it can be saved, exported and read again."""
    ledger = profile.ledger
    told: dict[str, Any] = {
        "name": profile.name,
        "title": {"zh": profile.title.zh, "en": profile.title.en},
        "ledger": ledger.name,
        "never_stored": sorted(profile.never_stored - set(ledger.never_stored)),
        "ignored": sorted(profile.ignored - set(ledger.ignored)),
        "constants": profile.constants,
        "columns": {column: list(headings) for column, headings in profile.columns.items()},
        "joined": {
            column: {"headings": list(how.headings), "separator": how.separator, "numbered": how.numbered}
            for column, how in profile.joined.items()
        },
        "days": dict(profile.days),
        "values": profile.values,
        "otherwise": profile.otherwise,
    }
    return tomli_w.dumps({word: value for word, value in told.items() if value})


def profile_of_ledger(ledger: Ledger) -> Profile:
    """The profile that every ledger is by its own declaration: templates and the office's registers."""
    return Profile(
        name=ledger.name,
        title=ledger.title,
        ledger=ledger,
        columns={column.name: column.headings for column in ledger.columns},
        never_stored=frozenset(ledger.never_stored),
        ignored=frozenset(ledger.ignored),
    )


def read_profile(path: Path) -> Profile:
    """One TOML file; Refusal, naming it, when it is not right."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(
            Text(
                zh=f"来源配置 {path.name} 不是UTF-8编码，请另存为UTF-8。",
                en=f"The profile {path.name} is not UTF-8; save it again as UTF-8.",
            )
        ) from None
    return parse_profile(text, path.name)


@cache
def own_profiles() -> tuple[Profile, ...]:
    """Those that come with the program: of the source systems, then the ledgers' own."""
    stored = tuple(read_profile(path) for path in sorted(FOLDER.glob("*.toml")))
    return (*stored, *(profile_of_ledger(ledger) for ledger in LEDGERS))


def profile_named(name: str, profiles: Sequence[Profile] | None = None) -> Profile:
    """The profile of that name; Refusal, listing those there are, for any other word."""
    profiles = own_profiles() if profiles is None else profiles
    for profile in profiles:
        if profile.name == name:
            return profile
    raise Refusal(
        Text(
            zh="没有名为 {name} 的来源配置；现有：{known}。",
            en="There is no profile called {name}; there are: {known}.",
        ).with_values(
            name=name,
            known=Text(
                zh="、".join(profile.name for profile in profiles),
                en=", ".join(profile.name for profile in profiles),
            ),
        )
    )
