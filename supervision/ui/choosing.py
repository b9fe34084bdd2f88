"""Where a reader chooses: one bar for every page, with the period in one press and all else a press away.

What narrows the page or holds it back at an earlier batch is always plain to see, and a press takes it off.
What is chosen is taken before the page runs, not in the middle of it: one run shows it. The bar is part of the page's sheet:
as controls of Streamlit's it took the browser longer than all the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from supervision.figures.campaigns import campaign_at
from supervision.figures.measuring import narrows
from supervision.figures.period import Period, day_text
from supervision.ledgers.narrowing import FILTERS, WORDS
from supervision.ledgers.reference import name_of, reference_list
from supervision.text import Text
from supervision.ui.asking import person
from supervision.ui.batch_list import address, said_of
from supervision.ui.cards import written
from supervision.ui.choices import KEPT, Choice, chosen
from supervision.ui.counting import batches_of, count_ahead
from supervision.ui.first_rows import count_first_rows
from supervision.ui.likely import likely
from supervision.ui.paper import note_shown, noted_now, page_shown
from supervision.ui.session import language, said
from supervision.ui.sheet import add, answer_at_once, put_down

_NO_LIST = Text(
    zh="批次清单没有取到，这里列的可能不全。收起此栏再打开，即可再试；仍不行时请刷新本页。",
    en="The list of batches did not come, so these may not be all. Close this panel and open it to try again; if that does "
    "not help, reload the page.",
)


def choose(*, is_narrowed: bool = True) -> Choice:
    """Show what is chosen and let it be changed; both ends of the period are part of it."""
    choice = chosen(is_narrowed=is_narrowed)
    note_shown(choice)
    # First of all: a period must not stand above figures of the one before.
    if is_narrowed and page_shown() and answer_at_once((choice.view.database, choice.view.known_at)):
        count_first_rows(page_shown(), choice, language())
    else:
        count_ahead(page_shown(), choice, language())
    add([written({"name": "choice", "is_bare": True, "choice": _bar(choice, is_narrowed=is_narrowed)})])
    if (mark := _earlier_batch(choice)) is not None:
        add([written({"name": "earlier batch", "is_bare": True, "choice": mark})])
    if not (is_narrowed and page_shown()):
        put_down()  # what follows is not all our own
    return choice


def count_likely() -> None:
    """At the end of a page's run: the periods that the reader may press next, then what each filter may be set to."""
    run, noted = get_script_run_ctx(), noted_now()
    if run is None or noted is None or noted.choice is None or not noted.page:
        return
    shown = noted.choice
    others = [period for _, period in presets(shown.view.as_of).values() if period != shown.period]
    choices = [replace(shown, period=period) for period in others]
    reached = [name for name in FILTERS if any(narrows(name, one.metric) for one in noted.shown)]
    choices += [
        replace(shown, view=replace(shown.view, only=only))
        for name in reached
        if name not in person().only
        for only in _others(shown.view.only, name)
    ]
    likely().note(run.session_id, noted.page, choices, language())


def _others(only: tuple[tuple[str, str], ...], name: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """What the filters may be when that one is set to another of its names; in the order in which `chosen` has them."""
    held = person().only
    for member in reference_list(FILTERS[name]).names:
        told = {**dict(only), name: member}
        if told != dict(only):
            own = {one: told[one] for one in FILTERS if one in told and one not in held}
            yield tuple({**own, **held}.items())


def presets(as_of: date) -> dict[str, tuple[Text, Period]]:
    """The periods people ask for by name."""
    quarter = date(as_of.year, 3 * ((as_of.month - 1) // 3) + 1, 1)
    told = {
        "month": (Text(zh="本月", en="This month"), Period(as_of.replace(day=1), as_of)),
        "quarter": (Text(zh="本季", en="This quarter"), Period(quarter, as_of)),
        "year": (Text(zh="今年以来", en="Year to date"), Period(date(as_of.year, 1, 1), as_of)),
    }
    if campaign := campaign_at(as_of):
        told["campaign"] = (Text(zh="活动期间", en="Campaign"), campaign)
    return told


def _bar(choice: Choice, *, is_narrowed: bool) -> dict[str, Any]:
    """What can be chosen, what is, and what the address says once it is pressed; None there takes a word out of it."""
    held, only = person().only, dict(choice.view.only)
    named = presets(choice.view.as_of)
    # In the first month of a quarter two names mean the same days; one of them is pressed.
    pressed = next((name for name, (_, period) in named.items() if period == choice.period), None)
    filters = [name for name in FILTERS if name not in held] if is_narrowed else []
    return {
        "heard": said(Text(zh="期间", en="Period")),
        "named": [
            {
                "says": said(word),
                "is": name == pressed,
                "puts": {"from": period.first.isoformat(), "to": period.last.isoformat()},
            }
            for name, (word, period) in named.items()
        ],
        "folded": f"{said(choice.period.text)} · {said(Text(zh='筛选', en='Filters'))}",
        "days": [
            {"says": said(word), "puts": name, "is": day.isoformat()}
            for name, word, day in (
                ("from", Text(zh="第一天", en="First day"), choice.period.first),
                ("to", Text(zh="最后一天（含）", en="Last day, included"), choice.period.last),
                ("as_of", Text(zh="统计日", en="As of"), choice.view.as_of),
            )
        ],
        "filters": [_filter(name, only.get(name)) for name in filters],
        "batches": _batches(choice),
        "resets": {"says": said(Text(zh="恢复默认", en="Reset")), "puts": dict.fromkeys(KEPT[1:])},
        "on": [_on(name, value) for name, value in choice.view.only if name not in held],
    }


def _filter(name: str, now: str | None) -> dict[str, Any]:
    """Every name in sight, so that one press is enough."""
    words: list[tuple[str | None, Text]] = [(None, Text(zh="全部", en="All"))]
    words += [(member, name_of(member)) for member in reference_list(FILTERS[name]).names]
    return {
        "says": said(WORDS[name]),
        "of": [{"says": said(word), "is": member == now, "puts": {name: member}} for member, word in words],
    }


def _on(name: str, value: str) -> dict[str, Any]:
    """A filter that is on, and the way to take it off."""
    label = Text(zh="{word}：{value} ✕", en="{word}: {value} ✕")
    return {
        "says": said(label.with_values(word=WORDS[name], value=name_of(value))),
        "puts": {name: None},
    }


def _batches(choice: Choice) -> dict[str, Any]:
    """The figures as they were known after any batch: the one they are of, and the way to all of them."""
    database, batch = choice.view.database, choice.view.known_at
    made, newest = batches_of(database), database.newest_batch
    return {
        "says": said(Text(zh="按哪一批次时的已知数据", en="As known at batch")),
        "puts": "known_at",
        "is": (str(batch), said_of(made[batch], newest, language())) if batch in made else ("", ""),
        "newest": str(newest),
        "from": address(language()),
        "waits": said(Text(zh="正在读取批次清单……", en="Getting the list of batches …")),
        "fails": said(_NO_LIST),
    }


def _earlier_batch(choice: Choice) -> dict[str, Any] | None:
    """An earlier state must never be taken for today's."""
    view = choice.view
    newest = view.database.newest_batch
    if view.known_at == newest:
        return None
    made = batches_of(view.database).get(view.known_at)
    when = day_text(made.made_at.date()) if made else Text(zh="录入之前", en="before any")
    says = Text(
        zh="**不是最新数据** 本页按批次{batch}（{when}）时的已知数据计算；最新为批次{newest}。",
        en="**Not the newest data** This page counts what was known at batch {batch} ({when}); the newest is {newest}.",
    ).with_values(batch=view.known_at, when=when, newest=newest)
    back = said(Text(zh="回到最新", en="Back to the newest"))
    return {"warns": said(says), "on": [{"says": back, "puts": {"known_at": None}}]}
