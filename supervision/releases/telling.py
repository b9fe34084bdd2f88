"""A release, and what has become of it, as JSON for other programs: what may be shown, and nothing that is hidden."""

from __future__ import annotations

from typing import Any

from supervision.releases.causes import Cause, Way
from supervision.releases.document import Number, Told
from supervision.releases.life import Release
from supervision.releases.revising import Revised, Revisions
from supervision.text import Text


def release_json(release: Release) -> dict[str, Any]:
    """One release; `value` is null where a number is hidden, and `hidden` says so."""
    document = release.document
    return {
        "release": release.number,
        "state": release.state,
        "edition": release.edition,
        "seal": release.seal,
        "from": document.period.first,
        "to": document.period.last,
        "known_at": document.known_at,
        "as_of": document.as_of,
        "corrects": document.corrects,
        "corrected_by": release.corrected_by,
        "why": document.why,
        "is_sample": document.is_sample,
        "steps": [
            {"action": step.action, "state": step.state, "by": step.by, "at": step.at, "why": step.why}
            for step in release.steps
        ],
        "protection": {
            "threshold": document.protection.threshold,
            "least_denominator": document.protection.least_denominator,
            "off_because": document.protection.why_off,
            "hidden": document.hides,
        },
        "sentences": [_both(sentence.text) for sentence in document.sentences],
        "notes": [_both(note) for note in document.notes],
        "figures": [_figure(told, number) for told in document.told for number in told.numbers()],
        "definitions": [
            {
                "figure": told.figure,
                "title": _both(told.title),
                "unit": told.unit.sign,
                "definition": _both(told.definition),
                "query_sha256": {
                    answer.query: document.program.queries[answer.query] for answer in told.answers
                },
            }
            for told in document.told
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _figure(told: Told, number: Number) -> dict[str, Any]:
    at = dict(number.at)
    one_way = len(at) == 1
    return {
        "figure": told.figure,
        "by": next(iter(at)) if one_way else None,
        "member": next(iter(at.values())) if one_way else None,
        "at": at,
        "value": number.shown,
        "hidden": number.hidden is not None,
        "unit": told.unit.sign,
        "interim": bool(number.interim),
    }


def revisions_json(told: Revisions) -> dict[str, Any]:
    """Everything that may be told; `then` and `now` are null where a number is hidden, and `hidden` says so."""
    document = told.release.document
    return {
        "release": told.release.number,
        "from": document.period.first,
        "to": document.period.last,
        "then": {"known_at": document.known_at, "as_of": document.as_of},
        "now": {"known_at": told.known_at, "as_of": told.as_of},
        "numbers": told.numbers,
        "figures": [
            {
                "figure": figure.told.figure,
                "unit": figure.told.unit.sign,
                "stems": list(figure.stems),
                "numbers": [_number_json(number) for number in figure.numbers],
                "causes": [_cause_json(cause) for cause in figure.causes],
            }
            for figure in told.figures
        ],
    }


def _number_json(number: Revised) -> dict[str, Any]:
    return {
        "at": dict(number.at),
        "then": number.then,
        "now": number.now,
        "hidden": number.is_hidden,
        "stems": list(number.stems),
    }


_WAYS: tuple[Way, ...] = ("in", "out", "changed")


def _cause_json(cause: Cause) -> dict[str, Any]:
    batch = cause.batch
    return {
        "batch": batch.batch,
        "kind": batch.kind,
        "undoes": batch.undoes,
        "by": batch.made_by,
        "at": batch.made_at,
        "why": cause.why,
        "ledger": cause.ledger.name,
        "through": [ledger.name for ledger in cause.through],
        "in": cause.count("in"),
        "out": cause.count("out"),
        "changed": cause.count("changed"),
        "change_of_total": cause.change,
        "files": list(cause.files),
        "columns": dict(cause.columns),
        "moves": [
            {"column": move.column, "before": move.before, "after": move.after, "rows": rows}
            for move, rows in cause.moves
        ],
        "keys": {way: list(cause.keys(way)) for way in _WAYS},
    }
