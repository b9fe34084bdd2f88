"""The sentences of a release, in the order in which they are read aloud, each passed by the guards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision.figures.period import month_text, short_month_text
from supervision.ledgers.reference import NOT_STATED, name_of
from supervision.releases.document import Document, Sentence, Told
from supervision.releases.wording.claims import open_at_start, ratio_of, whole_number
from supervision.releases.wording.opening import opening
from supervision.releases.wording.phrases import (
    NOTHING,
    against,
    counted,
    joined,
    largest,
    like_with_like,
    listed,
    parts_of,
    sentence,
    share_moved,
)
from supervision.text import Text

NAMED, NAMED_AT_MOST = 3, 5
"""Districts that are named, and how many may be where some stand level."""
INTERIM = Text(zh="以上为阶段性数据：{reasons}。", en="These are interim figures: {reasons}.")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence that the document's figures bear out."""
    said = []
    for speak in (_leads, _collections, _reviews, _referrals, _visits, _needs):
        spoken = list(speak(document))
        said += spoken
        said += _interim(document, spoken)
    return tuple(said)


Spoken = Iterator[Sentence]


def _interim(document: Document, spoken: list[Sentence]) -> Spoken:
    """Said once after the sentences that it holds for, with its reason."""
    names = list(dict.fromkeys(name for one in spoken for name in one.figures))
    told = [figure for name in names if (figure := document.figure(name))]
    reasons = list(dict.fromkeys(reason for figure in told for reason in figure.interim))
    if reasons:
        yield Sentence(INTERIM.with_values(reasons=listed(reasons, zh="；", en="; ")), tuple(names))


def _leads(document: Document) -> Spoken:
    told = document.figure("leads.received")
    total = whole_number(told) if told else None
    if told is None or total is None:
        return
    received = Text(zh="共受理线索{n}", en="{n} were received").with_values(n=counted(total, told.unit))
    yield _said(told, _begun(document), received, *_both_changes(document, told))
    like = like_with_like(document, told, "year_before")
    if like.zh:
        yield _said(told, like)
    if not total:
        return
    yield _said(told, joined(Text(zh="按来源分：", en="by source: "), parts_of(document, told, "source")))
    yield from _leading_share(document, told)
    if document.period.first.month != document.period.last.month:
        yield _said(told, joined(Text(zh="按月分：", en="by month: "), _by_month(document, told)))
    yield from _districts(told)


def _said(told: Told, *parts: Text) -> Sentence:
    return Sentence(sentence(*parts), (told.figure,))


def _begun(document: Document) -> Text:
    return opening(document.period, document.as_of)


def _both_changes(document: Document, told: Told) -> list[Text]:
    return [against(document, told, "year_before"), against(document, told, "period_before")]


def _leading_share(document: Document, told: Told) -> Spoken:
    """How the share of the source that brings most has changed."""
    member, _ = largest(told, "source")[0]
    moved = share_moved(document, told, "source", member)
    if moved.zh:
        yield _said(told, joined(name_of(member), _en(": "), moved))


def _en(sign: str) -> Text:
    return Text(zh="", en=sign)


def _by_month(document: Document, told: Told) -> Text:
    in_one_year = document.period.first.year == document.period.last.year
    months = (
        Text(zh="{month}{n}", en="{month} {count:,}").with_values(
            month=(short_month_text if in_one_year else month_text)(member),
            n=counted(number.shown, told.unit),
            count=number.shown,
        )
        for member, number in told.members("month")
        if number.shown is not None
    )
    return listed(months, zh="、")


def _districts(told: Told) -> Spoken:
    """The three districts that most leads came from, and any that brought as many as the third."""
    named = _foremost([pair for pair in largest(told, "district") if pair[0] != NOT_STATED.zh])
    if named:
        parts = (
            Text(zh="{name}{n}", en="{name} {count:,}").with_values(
                name=name_of(member), n=counted(count, told.unit), count=count
            )
            for member, count in named
        )
        most = Text(zh="从区县看，较多的为", en="by district, most came from ")
        yield _said(told, joined(most, listed(parts, zh="、")))


def _foremost(ranked: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Nobody who stands level with the last one named is left out: all of them are named, or none."""
    if len(ranked) <= NAMED:
        return ranked
    last = ranked[NAMED - 1][1]
    level = [pair for pair in ranked if pair[1] >= last]
    return level if len(level) <= NAMED_AT_MOST else [pair for pair in ranked if pair[1] > last]


def _collections(document: Document) -> Spoken:
    counts = _counts(
        document, "collections.due", "collections.on_time", "collections.late", "collections.missing"
    )
    if counts is None or not counts[0]:
        return
    due, on_time, late, missing = counts
    ratio = ratio_of(document, "collections.on_time", "collections.due")
    text = Text(
        zh=f"各来源应报送线索{due}次，按时报送{on_time}次"
        + (f"，占{ratio}%" if ratio is not None else "")
        + f"，迟报{late}次，未报送{missing}次",
        en=f"sources owed {_many(due, 'hand-over')}: {on_time} on time"
        + (f" ({ratio}%)" if ratio is not None else "")
        + f", {late} late, {missing} missing",
    )
    names = ("collections.due", "collections.on_time", "collections.late", "collections.missing")
    yield Sentence(sentence(text), names)


def _reviews(document: Document) -> Spoken:
    names = ("reviews.opened", "reviews.concluded", "reviews.backlog")
    counts, at_start = _counts(document, *names), open_at_start(document)
    if counts is None or at_start is None:
        return
    opened, concluded, left = counts
    text = Text(
        zh=f"案件评查期初未结{at_start}件，本期启动{opened}件，办结{concluded}件，期末未结{left}件",
        en=f"of case reviews {at_start:,} were open at the start, {opened:,} were opened, {concluded:,} concluded and "
        f"{left:,} were open at the end",
    )
    yield Sentence(sentence(text), names)
    for name, word in (
        ("reviews.opened", Text(zh="启动的评查中，", en="opened: ")),
        ("reviews.concluded", Text(zh="办结的评查中，", en="concluded: ")),
    ):
        told = document.figure(name)
        if told and whole_number(told):
            breakdown = "kind" if name == "reviews.opened" else "grade"
            yield _said(told, joined(word, parts_of(document, told, breakdown)))
    yield from _median(document)


def _median(document: Document) -> Spoken:
    told = document.figure("reviews.days_to_conclusion.median")
    total = told.total() if told else None
    if told and total and total.shown is not None:
        yield _said(
            told,
            Text(
                zh="办结用时的中位数为{days}，未结案件不在其中",
                en="the median time to conclusion was {days}, open reviews not included",
            ).with_values(days=counted(total.shown, told.unit)),
        )


def _referrals(document: Document) -> Spoken:
    told = document.figure("referrals.sent")
    total = whole_number(told) if told else None
    if told is None or total is None:
        return
    sent = Text(zh="向有关机关移送线索{n}", en="{n} were sent").with_values(n=counted(total, told.unit))
    if not total:
        yield _said(told, sent)
        return
    to = parts_of(document, told, "organ", with_shares=False)
    yield _said(told, sent, joined(Text(zh="其中", en="of them to: "), to))


def _visits(document: Document) -> Spoken:
    made = document.figure("visits.made")
    total = whole_number(made) if made else None
    if made is not None and total is not None:
        text = Text(zh="领导干部入企走访{n}", en="leading cadres made {n}")
        yield _said(made, text.with_values(n=counted(total, made.unit)), *_both_changes(document, made))
    yield from _part_of_whole(
        document,
        ("visits.coverage.visited", "visits.coverage.listed"),
        Text(
            zh="中央和省属单位应走访{whole}，已走访{part}",
            en="of {whole} central and provincial units {part} were visited",
        ),
    )
    yield from _part_of_whole(
        document,
        ("visits.duty.kept", "visits.duty.due"),
        Text(zh="领导干部应走访{whole}，已走访{part}", en="of {whole} owed {part} were kept"),
    )


def _part_of_whole(document: Document, names: tuple[str, str], words: Text) -> Spoken:
    part, whole = document.figure(names[0]), document.figure(names[1])
    counts = _counts(document, *names)
    if part is None or whole is None or counts is None or not counts[1]:
        return
    ratio = ratio_of(document, *names)
    told = words.with_values(
        part=Text(zh=counted(counts[0], part.unit).zh, en=f"{counts[0]:,}"),
        whole=Text(zh=counted(counts[1], whole.unit).zh, en=f"{counts[1]:,}")
        if names[1] == "visits.coverage.listed"
        else counted(counts[1], whole.unit),
    )
    percent = Text(zh=f"，占{ratio}%", en=f" ({ratio}%)") if ratio is not None else NOTHING
    yield Sentence(sentence(joined(told, percent)), names)


def _needs(document: Document) -> Spoken:
    raised, resolved = document.figure("needs.raised"), document.figure("needs.resolved")
    counts = _counts(document, "needs.raised", "needs.resolved")
    if raised is None or resolved is None or counts is None:
        return
    text = Text(
        zh="企业提出诉求{raised}；办结诉求{resolved}，包括以前提出的",
        en="enterprises raised {raised}; {resolved} were resolved, earlier ones among them",
    ).with_values(raised=counted(counts[0], raised.unit), resolved=counted(counts[1], resolved.unit))
    yield Sentence(sentence(text), ("needs.raised", "needs.resolved"))
    if counts[0]:
        yield _said(
            raised, joined(Text(zh="提出的诉求中，", en="raised: "), parts_of(document, raised, "kind"))
        )


def _counts(document: Document, *names: str) -> list[int] | None:
    """The totals of several figures; None when one of them is not there to be said."""
    told = [document.figure(name) for name in names]
    counts = [whole_number(one) if one else None for one in told]
    return (
        None if any(count is None for count in counts) else [count for count in counts if count is not None]
    )


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
