"""The question sheet: what journalists are likely to ask of each figure, with the answer already worked out.

Answers are made of the same claims as the sentences, so the same guards hold for them, and nothing hidden is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supervision.ledgers.reference import name_of
from supervision.releases.contents import OF_A_REGISTER
from supervision.releases.document import Document, Of, Told
from supervision.releases.wording.claims import RATIOS, compared, points_of, ratio_of, whole_number
from supervision.releases.wording.notes import HIDDEN
from supervision.releases.wording.opening import before_called
from supervision.releases.wording.phrases import (
    against,
    counted,
    like_with_like,
    listed,
    parts_of,
    sentence,
    share_moved,
)
from supervision.text import Text

NAMED_AT_MOST = 3
"""Members that are named for a change."""


@dataclass(frozen=True)
class Question:
    """One question and its answer; of no figure where it is asked of the whole release."""

    figure: str
    asked: Text
    answer: Text


def questions(document: Document) -> tuple[Question, ...]:
    """Of every figure in its order, then of the release."""
    said = [one for told in document.told for one in _of_figure(document, told)]
    return (*said, *_of_release(document))


def _of_figure(document: Document, told: Told) -> Iterator[Question]:
    number = told.total()
    if number is None or number.shown is None:
        return
    yield Question(
        told.figure,
        _ask(told, "{figure}是多少，怎么统计的？", "{figure}: how many, and counted how?"),
        _how(told),
    )
    for part, whole in RATIOS:
        if part == told.figure and (ratio := _ratio(document, part, whole)):
            yield ratio
    if number.shown:
        yield from _splits(document, told)
    for of, called in _before(document).items():
        yield from _comparison(document, told, of, called)
    if told.interim:
        reasons = listed(told.interim, zh="；", en="; ")
        yield Question(
            told.figure,
            _ask(told, "{figure}为什么是阶段性数据？", "{figure}: why is it interim?"),
            Text(zh="这是阶段性数据：{why}。", en="It is interim: {why}.").with_values(why=reasons),
        )


def _before(document: Document) -> dict[Of, Text]:
    """What people ask for a comparison with; 环比 only where the period before has a plain name."""
    asked: dict[Of, Text] = {"year_before": Text(zh="上年同期", en="the year before")}
    if called := before_called(document.period):
        asked["period_before"] = called
    return asked


def _ask(told: Told, zh: str, en: str, **values: object) -> Text:
    return Text(zh=zh, en=en).with_values(figure=told.title, **values)


def _how(told: Told) -> Text:
    number = told.total()
    assert number is not None and number.shown is not None
    count = counted(number.shown, told.unit)
    return Text(
        zh=f"{told.title.zh}{count.zh}。{told.definition.zh}",
        en=f"{told.title.en}: {count.en}. {told.definition.en}",
    )


def _ratio(document: Document, part: str, whole: str) -> Question | None:
    told, all_of_it = document.figure(part), document.figure(whole)
    share = ratio_of(document, part, whole)
    if told is None or all_of_it is None or share is None:
        return None
    one, other = whole_number(told), whole_number(all_of_it)
    assert one is not None and other is not None
    answer = Text(
        zh="{whole}{m}，{part}{n}，占{share}%。", en="{whole}: {m}; {part}: {n}, {share}%."
    ).with_values(
        whole=all_of_it.title,
        part=told.title,
        m=counted(other, all_of_it.unit),
        n=counted(one, told.unit),
        share=share,
    )
    return Question(part, _ask(told, "{figure}占多大比例？", "{figure}: what share is that?"), answer)


def _splits(document: Document, told: Told) -> Iterator[Question]:
    for breakdown, title in told.breakdowns.items():
        members = told.members(breakdown)
        # Of hand-overs every source owes as many: their shares of one another say nothing.
        parts = parts_of(document, told, breakdown, with_shares=not told.figure.startswith("collections."))
        if len(members) < 2 or not parts.zh:
            continue
        if any(number.hidden for _, number in members):
            parts = listed([parts, Text(zh="其余不公布", en="the others are not shown")], zh="；", en="; ")
        asked = _ask(told, "{figure}按{by}分是多少？", "{figure} by {by}?", by=title)
        yield Question(told.figure, asked, sentence(parts))


def _comparison(document: Document, told: Told, of: Of, before: Text) -> Iterator[Question]:
    base, total = told.bases.get(of), whole_number(told)
    if base is None or total is None:
        return
    asked = _ask(told, "{figure}与{before}相比如何？", "{figure}: and against {before}?", before=before)
    change = against(document, told, of)
    if change.zh:
        count = counted(total, told.unit)
        said = Text(zh=f"{told.title.zh}{count.zh}", en=f"{told.title.en}: {count.en}")
        yield Question(told.figure, asked, sentence(said, change))
        yield from _why_it_moved(told, of, before)
    elif (like := like_with_like(document, told, of)).zh:
        yield Question(told.figure, asked, sentence(like))
    elif base.why_not is not None and base.why_not != OF_A_REGISTER:
        answer = Text(zh="无可比数据：{why}。", en="There is nothing to compare with: {why}.")
        yield Question(told.figure, asked, answer.with_values(why=base.why_not))
    if of == "year_before" and (shares := _shares_moved(document, told)).zh:
        asked = _ask(told, "{figure}的构成有什么变化？", "{figure}: how has its make-up changed?")
        yield Question(told.figure, asked, sentence(shares))


def _why_it_moved(told: Told, of: Of, before: Text) -> Iterator[Question]:
    """The parts that moved the same way, the most first: what the ledgers know of a reason."""
    pair = compared(told, of)
    if pair is None or pair.now == pair.base:
        return
    rose = pair.now > pair.base
    for breakdown, title in told.breakdowns.items():
        moved = []
        for member, _ in told.members(breakdown):
            part = compared(told, of, ((breakdown, member),))
            if part and part.now != part.base and (part.now > part.base) == rose:
                moved.append((abs(part.now - part.base), member, part))
        if not moved:
            continue
        most = sorted(moved, key=lambda one: -one[0])[:NAMED_AT_MOST]
        named = listed(
            (
                Text(zh="{name}{now}（{before}{base}）", en="{name} {now} ({base} {before})").with_values(
                    name=name_of(member),
                    now=counted(part.now, told.unit),
                    base=counted(part.base, told.unit),
                    before=before,
                )
                for _, member, part in most
            ),
            zh="、",
        )
        way = Text(zh="多", en="rise") if rose else Text(zh="少", en="fall")
        asked = Text(zh="{figure}为什么比{before}{way}？", en="{figure}: why the {way} on {before}?")
        answer = Text(
            zh="从{by}看，主要是{named}。原因须另行核实。",
            en="By {by}, mainly {named}. The reason has to be looked into.",
        )
        yield Question(
            told.figure,
            asked.with_values(figure=told.title, before=before, way=way),
            answer.with_values(by=title, named=named),
        )
        return


def _shares_moved(document: Document, told: Told) -> Text:
    breakdown = next(iter(told.breakdowns), "")
    changes = (
        Text(zh=f"{name_of(member).zh}{moved.zh}", en=f"{name_of(member).en}: {moved.en}")
        for member, _ in told.members(breakdown)
        if points_of(told, "year_before", ((breakdown, member),), document.protection.least_denominator)
        and (moved := share_moved(document, told, breakdown, member)).zh
    )
    return listed(changes, zh="；", en="; ")


def _of_release(document: Document) -> Iterator[Question]:
    if document.corrects is not None:
        yield Question(
            "",
            Text(zh="为什么与以前公布的不同？", en="Why is this not what was said before?"),
            Text(
                zh=f"本次发布更正第{document.corrects}号发布：{document.why}",
                en=f"It corrects release {document.corrects}: {document.why}",
            ),
        )
    if document.hides:
        yield Question(
            "",
            Text(zh="为什么有的数不公布？", en="Why are some numbers not shown?"),
            Text(zh="为保护当事人。{rule}", en="To protect people. {rule}").with_values(
                rule=HIDDEN.with_values(threshold=document.protection.threshold)
            ),
        )
