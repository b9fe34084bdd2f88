"""Drafting: the figures of a period, protected and worded, as one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.metrics.crossings import CROSSINGS
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.releases.contents import contents
from supervision.releases.document import Document, Program
from supervision.releases.keeping import all_releases
from supervision.releases.protecting import protected
from supervision.releases.wording.notes import notes
from supervision.releases.wording.sentences import sentences
from supervision.store.answers import sha256
from supervision.store.database import local_now
from supervision.store.frozen import words_now
from supervision.store.questions import question
from supervision.text import Refusal, Text


def draft(
    period: Period,
    view: View,
    *,
    by: str,
    metrics: Sequence[Metric] = PUBLISHED,
    corrects: int | None = None,
    why: str | None = None,
    unprotected_because: str | None = None,
) -> Document:
    """A document of these figures as the view sees them; nothing is written down yet."""
    if not by.strip():
        raise Refusal(Text(zh="请写明起草人。", en="Say who drafts it."))
    if corrects is not None and not (why or "").strip():
        raise Refusal(Text(zh="更正须写明理由。", en="A correction needs its reason."))
    told, protection = protected(
        contents(metrics, period, view), period, all_releases(view.database), unprotected_because
    )
    document = Document(
        period=period,
        known_at=view.known_at,
        as_of=view.as_of,
        prepared_by=by,
        prepared_at=local_now(),
        is_sample=view.database.is_sample,
        protection=protection,
        program=_program(metrics),
        told=told,
        corrects=corrects,
        why=why,
    )
    document = replace(document, sentences=sentences(document))
    return replace(document, notes=notes(document))


def _program(metrics: Sequence[Metric]) -> Program:
    names = {metric.query for metric in metrics}
    names |= {crossing.query for crossing in CROSSINGS if crossing.metric in metrics}
    return Program({name: question(name).sha256 for name in sorted(names)}, sha256(words_now()))
