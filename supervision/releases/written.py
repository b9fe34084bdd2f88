"""A document as JSON and back: the same document gives the same bytes, whose SHA-256 is the release's seal."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, get_args

from supervision.figures.measuring import Value
from supervision.figures.period import Period
from supervision.metrics.declaration import Unit
from supervision.releases.document import (
    Answer,
    Base,
    Document,
    Hidden,
    Number,
    Of,
    Program,
    Protection,
    Sentence,
    Told,
)
from supervision.text import Refusal, Text

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
    """The document that was written so; Refusal for anything else, which somebody has altered."""
    try:
        document = _document(json.loads(text))
        _hold_together(document)
        return document
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, Refusal):
        raise Refusal(_NO_DOCUMENT) from None


def _hold_together(document: Document) -> None:
    """Every answer's query is one of those that the release was counted in, and its period one that is told."""
    for told in document.told:
        for answer in told.answers:
            if answer.query not in document.program.queries:
                raise LookupError(answer.query)
            if answer.of != "period" and answer.of not in told.bases:
                raise LookupError(answer.of)


_NO_DOCUMENT = Text(
    zh="有一份发布的文稿被改动，读不出来。请用 check 查看，并恢复备份。",
    en="The document of a release was altered and can't be read. See `check`, and restore a backup.",
)


def _document(told: Mapping[str, Any]) -> Document:
    return Document(
        period=_period(told["period"]),
        known_at=_whole(told["known_at"]),
        as_of=date.fromisoformat(told["as_of"]),
        prepared_by=_word(told["prepared_by"]),
        prepared_at=datetime.fromisoformat(told["prepared_at"]),
        is_sample=bool(told["is_sample"]),
        protection=_protection(told["protection"]),
        program=_program(told["program"]),
        told=tuple(_told(one) for one in told["told"]),
        sentences=tuple(Sentence(_text(one["text"]), _words(one["figures"])) for one in told["sentences"]),
        corrects=None if told["corrects"] is None else _whole(told["corrects"]),
        why=None if told["why"] is None else _word(told["why"]),
        notes=_texts(told["notes"]),
    )


def _protection(told: Mapping[str, Any]) -> Protection:
    why_off = told.get("why_off")
    return Protection(
        _whole(told["threshold"]),
        _whole(told["least_denominator"]),
        None if why_off is None else _word(why_off),
        _whole(told.get("exposed", 0)),
    )


def _program(told: Mapping[str, Any]) -> Program:
    queries = {name: _word(sha) for name, sha in told["queries"].items()}
    return Program(queries, _word(told["definitions"]))


def _told(told: Mapping[str, Any]) -> Told:
    unit = told["unit"]
    return Told(
        figure=_word(told["figure"]),
        title=_text(told["title"]),
        unit=Unit(_word(unit["sign"]), _word(unit["one"]), _word(unit["many"])),
        definition=_text(told["definition"]),
        footnotes=_texts(told["footnotes"]),
        breakdowns={name: _text(title) for name, title in told["breakdowns"].items()},
        crossings=tuple((_word(down), _word(across)) for down, across in told["crossings"]),
        answers=tuple(_answer(answer) for answer in told["answers"]),
        bases={
            _one_of(of, _OF): Base(
                _period(base["period"]),
                None if base["why_not"] is None else _text(base["why_not"]),
                _words(base["whole"]),
            )
            for of, base in told["bases"].items()
        },
    )


_OF: tuple[Of, ...] = get_args(Of)
_HIDDEN: tuple[Hidden | None, ...] = (None, *get_args(Hidden))


def _answer(told: Mapping[str, Any]) -> Answer:
    numbers = tuple(
        Number(
            at=tuple((_word(breakdown), _word(member)) for breakdown, member in number["at"]),
            value=_value(number["value"]),
            interim=_texts(number["interim"]),
            hidden=_one_of(number["hidden"], _HIDDEN),
        )
        for number in told["numbers"]
    )
    query, column = _word(told["query"]), _word(told["column"])
    return Answer(_one_of(told["of"], _OF), query, _words(told["across"]), column, numbers)


def _value(told: Any) -> Value:
    if told is None or not isinstance(told, str):
        return None if told is None else _whole(told)
    value = Decimal(told)
    if not value.is_finite():
        raise ValueError(told)
    return value


def _period(told: Mapping[str, str]) -> Period:
    return Period(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))


def _text(told: Mapping[str, Any]) -> Text:
    return Text(zh=_word(told["zh"]), en=_word(told["en"]))


def _texts(told: Sequence[Mapping[str, Any]]) -> tuple[Text, ...]:
    return tuple(_text(one) for one in told)


def _words(told: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_word(one) for one in told)


def _word(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _whole(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool):
        raise TypeError(told)
    return told


_T = TypeVar("_T")


def _one_of(told: Any, words: tuple[_T, ...]) -> _T:
    return words[words.index(told)]
