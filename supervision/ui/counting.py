"""Figures as pages ask for them: counted once for each state of the ledger, and those of one page on all cores.

A page asks dozens of small questions. One after another they kept one core waiting, and each answer was sent as it came, so
that the browser laid out the page anew for each. Now a page's figures are counted side by side, and its charts drawn, before
the first is sent. A page that takes longer than a reader should wait shows what it has, and counts on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from time import monotonic
from typing import Any

from supervision.exports.paper.sections import SECTIONS, Section
from supervision.figures.attention import attention
from supervision.figures.comparing import headline_changes
from supervision.figures.concerns.item import Concern, Item
from supervision.figures.concerns.unvisited import UNITS, unvisited
from supervision.figures.measuring import Figure, beside, measure
from supervision.metrics.declaration import Metric
from supervision.store.batches import Batch, batches
from supervision.store.database import Database
from supervision.store.kept_words import speaks_of_period
from supervision.store.questions import question
from supervision.text import Language, Text
from supervision.ui.cards import Card, card
from supervision.ui.choices import Choice
from supervision.ui.once import Once

PATIENCE = 0.4
"""Seconds after which a page goes on with what was counted by then."""

AT_FIRST = 2
"""Of the figures below a page's tiles, how many lie in a window of usual height at most; none where what needs attention fills it."""

LISTED = 200
"""Rows of a list that a page is told: it shows ten at a time, and of ten million leads there are tens of thousands."""

_FIGURES: Once[Figure] = Once(8192)
_CHANGES: Once[Text] = Once(2048)
_CARDS: Once[Card] = Once(4096)
_ATTENTION: Once[dict[Concern, list[Item]]] = Once(512)
_UNVISITED: Once[list[Item]] = Once(512)
_BATCHES: Once[dict[int, Batch]] = Once(8)
_PAGES: Once[None] = Once(1024)
_COUNTING = ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 8) - 1), "counting")


Part = list[Callable[[], object]]
"""One step after the other: each builds upon the one before it."""


def state(choice: Choice) -> tuple[Hashable, ...]:
    """All that a figure depends on, and the links on its chart. Whatever is written makes a new state."""
    view = choice.view
    return (view.database, view.database.writes, view.known_at, view.as_of, view.only, choice.period)


def measured(metrics: Sequence[Metric], choice: Choice) -> list[Figure]:
    """Figures over the period chosen."""
    return [_measured(metric, choice) for metric in metrics]


def _measured(metric: Metric, choice: Choice) -> Figure:
    key = (metric.name, *state(choice))
    return _FIGURES.get(key, lambda: measure(metric, choice.period, choice.view, LISTED))


def uncut(figure: Figure, choice: Choice) -> Figure:
    """A figure with every row of its list, for whoever takes it away."""
    return measure(figure.metric, choice.period, choice.view) if figure.left_out else figure


def changes_of(figure: Figure, choice: Choice) -> Text:
    """A figure against last year and the period before, in one line."""
    key = (figure.metric.name, *state(choice))
    return _CHANGES.get(key, lambda: headline_changes(figure, choice.view))


def _changes_of(metric: Metric, choice: Choice) -> Text:
    return changes_of(_measured(metric, choice), choice)


def attention_in(choice: Choice) -> dict[Concern, list[Item]]:
    """What needs attention, as of the day of reckoning."""
    return _ATTENTION.get(state(choice), lambda: attention(choice.view, choice.period))


def unvisited_in(choice: Choice) -> list[Item]:
    """The same of the visits alone."""
    return _UNVISITED.get(state(choice), lambda: list(unvisited(choice.view)))


def batches_of(database: Database) -> dict[int, Batch]:
    """Every batch there is, by its number: a page says of which one it tells."""
    return _BATCHES.get((database, database.writes), lambda: {told.batch: told for told in batches(database)})


def card_of(figure: Figure, choice: Choice, spoken: Language) -> Card:
    """A figure as the browser is told it, drawn once for everybody who looks at it in one language."""
    key = (figure.metric.name, spoken, *state(choice))
    return _CARDS.get(key, lambda: card(figure, choice, spoken))


def _card_of(metric: Metric, choice: Choice, spoken: Language) -> Card:
    return card_of(_measured(metric, choice), choice, spoken)


def count_ahead(page: str, choice: Choice, spoken: Language) -> None:
    """All that a page of figures is about to show, side by side. What fails here fails again, and is told, where it is shown."""
    if (section := _section_of(page)) is not None:
        _PAGES.get((page, spoken, *state(choice)), partial(_side_by_side, section, choice, spoken))


def count_through(
    page: str, choice: Choice, spoken: Language, may_go_on: Callable[[], bool] = lambda: True
) -> None:
    """The same one after another, for a reader who has not asked yet; nobody is told what fails."""
    writes, section = choice.view.database.writes, _section_of(page)
    for count in chain.from_iterable(_parts(section, choice, spoken) if section is not None else ()):
        if choice.view.database.writes != writes or not may_go_on():
            return
        with suppress(Exception):
            count()


def _section_of(page: str) -> Section | None:
    """What a page of figures shows; none of a page to work on."""
    return next((section for section in SECTIONS if section.page == page), None)


class Counting:
    """What a page is about to show, begun side by side, the first screen before the rest; a page waits for each by itself."""

    def __init__(self, page: str, choice: Choice, spoken: Language) -> None:
        section = _section_of(page)
        assert section is not None
        tiles = tuple(shown for shown in section.shown if shown.is_tile)
        drawn = tuple(shown for shown in section.shown if not shown.is_tile)
        many = 0 if "attention" in section.tells else AT_FIRST
        first = replace(section, shown=tiles + drawn[:many])
        rest = replace(section, shown=drawn[many:])
        self.later = frozenset(shown.metric.name for shown in rest.shown)
        self._until = monotonic() + PATIENCE
        self._first = _begun(_parts(first, choice, spoken))
        self._rest = _begun(_figures(rest, choice, spoken))

    def count_first(self) -> None:
        _take_part(self._first, self._until)

    def count_rest(self) -> None:
        _take_part(self._rest, self._until)

    def give_up(self) -> None:
        """What nobody has begun is not begun any more; asked for again it is counted like anything else."""
        for _, elsewhere in (*self._first, *self._rest):
            elsewhere.cancel()

    @property
    def is_through(self) -> bool:
        return all(elsewhere.done() for _, elsewhere in self._rest)


def _side_by_side(section: Section, choice: Choice, spoken: Language) -> None:
    until = monotonic() + PATIENCE
    _take_part(_begun(_parts(section, choice, spoken)), until)


def _begun(parts: Sequence[Part]) -> list[tuple[Part, Future[None]]]:
    return [(part, _COUNTING.submit(_through, part)) for part in parts]


def _take_part(parts: Sequence[tuple[Part, Future[None]]], until: float) -> None:
    """The page's own thread counts with the others, so that it never waits for what nobody has begun."""
    for part, elsewhere in parts:
        if monotonic() > until:
            return
        if elsewhere.cancel():
            _through(part)
    wait([elsewhere for _, elsewhere in parts if not elsewhere.cancelled()], until - monotonic())


def asked_of_one(choice: Choice, number: str, names: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What questions answer of one thing over the period, on all cores: whoever comes first to a question asks it."""
    ask = partial(choice.view.ask, number=number, from_day=choice.period.first, until_day=choice.period.until)
    others = [(name, _COUNTING.submit(ask, name)) for name in names[1:]]
    answers = [ask(names[0])]
    for name, elsewhere in others:
        answers.append(ask(name) if elsewhere.cancel() else elsewhere.result())
    return answers


def _through(part: Part) -> None:
    with suppress(Exception):
        for count in part:
            count()


def _parts(section: Section, choice: Choice, spoken: Language) -> list[Part]:
    """What can be counted side by side: first what all would wait for, that which is told beside every figure."""
    parts: list[Part] = [
        [partial(beside, choice.period, choice.view)],
        [partial(batches_of, choice.view.database)],
    ]
    if "attention" in section.tells:
        parts.append([partial(attention_in, choice)])
    if "unvisited" in section.tells:
        parts.append([partial(unvisited_in, choice)])
    return parts + _figures(section, choice, spoken)


def _figures(section: Section, choice: Choice, spoken: Language) -> list[Part]:
    """What takes longest first, so that nobody waits for the last part alone; a text's length tells that well enough."""
    asked = _asked(section, choice, spoken)
    longest_first = sorted(asked, key=lambda name: len(question(name).sql) * len(asked[name]), reverse=True)
    begun = speaks_of_period(question(UNITS).sql) if "unvisited" in section.tells else frozenset[str]()
    return [asked[name] for name in _words_first(longest_first, begun)]


def _words_first(names: Sequence[str], begun: frozenset[str]) -> list[str]:
    """Who is first to speak in a word of the period works it out, and others would wait for it: they come last."""
    leading: list[str] = []
    others: list[str] = []
    for name in names:
        words = speaks_of_period(question(name).sql)
        (others if words and words <= begun else leading).append(name)
        begun |= words
    return sorted(leading, key=lambda name: not speaks_of_period(question(name).sql)) + others


def _asked(section: Section, choice: Choice, spoken: Language) -> dict[str, Part]:
    """Of metrics that one question answers the first, for it keeps the answer; then all that is drawn and said of it.

    Whoever asked draws, while others ask: DuckDB lets go of Python's lock, and drawing does not.
    """
    asked: dict[str, Part] = {}
    for shown in section.shown:
        for metric in (shown.metric, shown.whole):
            if metric is not None:
                asked.setdefault(metric.query, [partial(_measured, metric, choice)])
    for shown in section.shown:
        if shown.is_compared:
            asked[shown.metric.query].append(partial(_changes_of, shown.metric, choice))
        elif not shown.is_tile:
            asked[shown.metric.query].append(partial(_card_of, shown.metric, choice, spoken))
    return asked
