"""Verifying: every number counted again from the ledger as known then, in the words of then and in today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from supervision.figures.measuring import Value, exact
from supervision.figures.period import Period
from supervision.ledgers.reference import name_of
from supervision.releases.contents import place_of
from supervision.releases.document import Answer, At, Document, Of, Told
from supervision.releases.life import Release
from supervision.store.database import Database
from supervision.store.frozen import cursor_in_words, words_now
from supervision.store.questions import Question, ask_within, question, read_question
from supervision.store.releases import kept_texts, record_faults
from supervision.text import Text

Words = Literal["then", "now"]
WORDS: dict[Words, Text] = {
    "then": Text(zh="按定稿时的口径", en="by the definitions of then"),
    "now": Text(zh="按现行口径", en="by today's definitions"),
}


@dataclass(frozen=True)
class Difference:
    """One number that was not found again."""

    told: Told
    of: Of
    at: At
    released: Value
    found: Value
    words: Words

    @property
    def text(self) -> Text:
        where = "、".join(name_of(member).zh for _, member in self.at)
        where_en = ", ".join(name_of(member).en for _, member in self.at)
        return Text(
            zh=f"{WORDS[self.words].zh}：{self.told.title.zh}{f'（{where}）' if where else ''}"
            f"发布为{_said(self.released)}，重算为{_said(self.found)}",
            en=f"{WORDS[self.words].en}: {self.told.title.en}{f' ({where_en})' if where_en else ''} was released as "
            f"{_said(self.released)} and is found to be {_said(self.found)}",
        )


def _said(value: Value) -> str:
    return "—" if value is None else str(value)


@dataclass(frozen=True)
class Verdict:
    """What came of verifying one release."""

    release: Release
    numbers: int
    """How many were counted again, in each of the two words."""
    faults: tuple[Text, ...]
    """What is wrong with the record itself."""
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        return not self.wrong

    @property
    def wrong(self) -> tuple[Text, ...]:
        """Everything that was not found again, in sentences."""
        return (*self.faults, *(difference.text for difference in self.differences))

    @property
    def well(self) -> Text:
        """What may be said where nothing is wrong."""
        return Text(
            zh=f"{self.numbers}个数字按当时和现行口径重算，均与发布一致。",
            en=f"{self.numbers} numbers counted again by the definitions of then and of today; all as released.",
        )


def verify(database: Database, release: Release) -> Verdict:
    """Count every number of a release again and name each that differs."""
    document = release.document
    faults = [fault for number, fault in record_faults(database) if number == release.number]
    differences: list[Difference] = []
    texts = kept_texts(database, [document.program.definitions, *document.program.queries.values()])
    if {document.program.definitions, *document.program.queries.values()} <= texts.keys():
        spoken = texts[document.program.definitions]
        differences += _counted_again(
            database, document, "then", spoken,
            lambda query: read_question(query, texts[document.program.queries[query]]),
        )  # fmt: skip
    else:
        faults.append(
            Text(zh="定稿时的查询文本缺失或被改动", en="the query texts of then are gone or were altered")
        )
    differences += _counted_again(database, document, "now", words_now(), question)
    counted = sum(len(answer.numbers) for told in document.told for answer in told.answers)
    return Verdict(release, counted, tuple(faults), tuple(differences))


Ask = Callable[[str, Period], list[dict[str, Any]]]


def _counted_again(
    database: Database, document: Document, words: Words, spoken: str, asked: Callable[[str], Question]
) -> list[Difference]:
    """Every number that differs, counted in one of the two words: `spoken` are its views and lists, `asked` its queries."""
    with cursor_in_words(database, spoken, document.known_at, document.as_of) as cursor:

        @cache  # several figures and comparisons share a query
        def ask(query: str, period: Period) -> list[dict[str, Any]]:
            return ask_within(cursor, asked(query), from_day=period.first, until_day=period.until)

        return list(_differences(document, ask, words))


def _differences(document: Document, ask: Ask, words: Words) -> Iterator[Difference]:
    for told in document.told:
        for answer in told.answers:
            found = found_again(answer, ask(answer.query, _period(document, told, answer.of)))
            released = {number.at: number.value for number in answer.numbers}
            # What is compared is kept without its districts and months; what is told of the period is kept whole.
            places = released.keys() | (found.keys() if answer.of == "period" else set())
            for at in sorted(places, key=str):
                before, after = released.get(at), found.get(at)
                if before != after and not (at not in released and not after):
                    yield Difference(told, answer.of, at, before, after, words)


def _period(document: Document, told: Told, of: Of) -> Period:
    return document.period if of == "period" else told.bases[of].period


def found_again(answer: Answer, rows: list[dict[str, Any]]) -> dict[At, Value]:
    return {place_of(row, answer.across): exact(row[answer.column]) for row in rows}
