"""A document as JSON and back: the same document gives the same bytes, whose SHA-256 is the release's seal."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from supervision.figures.measuring import Value
from supervision.figures.period import Period
from supervision.metrics.declaration import Unit
from supervision.releases.document import (
    Answer,
    Base,
    Document,
    Number,
    Program,
    Protection,
    Sentence,
    Told,
)
from supervision.text import Text

FORM = 1
"""The form of the JSON; a document of another form is read by that form's reader, never rewritten."""


def written(document: Document) -> str:
    """The document as JSON, keys sorted, one way only."""
    told = {"form": FORM, **_plain(document)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def read_document(text: str) -> Document:
    """The document that was written so."""
    told = json.loads(text)
    return Document(
        period=_period(told["period"]),
        known_at=told["known_at"],
        as_of=date.fromisoformat(told["as_of"]),
        prepared_by=told["prepared_by"],
        prepared_at=datetime.fromisoformat(told["prepared_at"]),
        is_sample=told["is_sample"],
        protection=Protection(**told["protection"]),
        program=Program(**told["program"]),
        told=tuple(_told(one) for one in told["told"]),
        sentences=tuple(Sentence(_text(one["text"]), tuple(one["figures"])) for one in told["sentences"]),
        corrects=told["corrects"],
        why=told["why"],
        notes=_texts(told["notes"]),
    )


def _told(told: Mapping[str, Any]) -> Told:
    return Told(
        figure=told["figure"],
        title=_text(told["title"]),
        unit=Unit(**told["unit"]),
        definition=_text(told["definition"]),
        footnotes=_texts(told["footnotes"]),
        breakdowns={name: _text(title) for name, title in told["breakdowns"].items()},
        crossings=tuple((down, across) for down, across in told["crossings"]),
        answers=tuple(_answer(answer) for answer in told["answers"]),
        bases={
            of: Base(
                _period(base["period"]),
                _text(base["why_not"]) if base["why_not"] else None,
                tuple(base["whole"]),
            )
            for of, base in told["bases"].items()
        },
    )


def _answer(told: Mapping[str, Any]) -> Answer:
    numbers = tuple(
        Number(
            at=tuple((breakdown, member) for breakdown, member in number["at"]),
            value=_value(number["value"]),
            interim=_texts(number["interim"]),
            hidden=number["hidden"],
        )
        for number in told["numbers"]
    )
    return Answer(told["of"], told["query"], tuple(told["across"]), told["column"], numbers)


def _value(told: int | str | None) -> Value:
    return Decimal(told) if isinstance(told, str) else told


def _period(told: Mapping[str, str]) -> Period:
    return Period(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))


def _text(told: Mapping[str, str]) -> Text:
    return Text(zh=told["zh"], en=told["en"])


def _texts(told: list[Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(_text(one) for one in told)
