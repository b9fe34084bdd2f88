"""A release as JSON for other programs: what may be shown, and nothing that is hidden."""

from __future__ import annotations

from typing import Any

from supervision.releases.document import Number, Told
from supervision.releases.life import Release
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
