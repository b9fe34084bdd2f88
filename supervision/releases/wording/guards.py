"""Guards: why a sentence may not be read aloud. Each stands for a mistake that official texts have really made.

A sentence is cut into clauses; every number in it has to be one that the release's figures bear out, said as
what it is. Whoever words a sentence by hand is held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from supervision.ledgers.reference import name_of
from supervision.metrics.published import PUBLISHED
from supervision.releases.document import Document, Of, Sentence, Told
from supervision.releases.wording.claims import Claim, Kind, claims
from supervision.releases.wording.opening import is_year, opening
from supervision.text import Text

_UNITS = sorted({metric.unit.sign for metric in PUBLISHED}, key=len, reverse=True)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_COUNT = re.compile(rf"({_NUMBER})({'|'.join(_UNITS)})")
_PER_CENT = re.compile(rf"({_NUMBER})[%％]")
_POINTS = re.compile(rf"({_NUMBER})个百分点")
_CUT = re.compile(r"[，。；：、（）]")
_CLAUSE = re.compile(rf"[^{_CUT.pattern[1:-1]}]+")
_ON_YEAR = re.compile(r"同比|(?:上年|去年|上一年)同期|[比较](?:上年|去年|上一年)")
_ON_PERIOD = re.compile(r"环比|[比较]上(?:期|个?月|个?季度|一个半年|半年)")
_UP = re.compile(r"上升|提高|增长|增加|提升|上涨")
_DOWN = re.compile(r"下降|降低|减少|回落|下滑")
_SHARE_WORD = re.compile(r"占比|比重|份额|比例|所占|[一-龥]率")
_CHANGED_BY = re.compile(rf"(?:{_UP.pattern}|{_DOWN.pattern})(?:了|幅度为)?\s*(?=\d)")
_TIMES = re.compile(r"\d+(?:\.\d+)?倍|[一二两三四五六七八九十]倍|翻了?[一两几]?番")
_SPELLED = re.compile(
    r"[〇零一二两三四五六七八九十百千万亿]{2,}[余多来]?(?:件|处|家|人次|次|个)|[百千万]分之"
)
_REACHED = re.compile(r"(?:提高|上升|增长|增加|提升|上涨|下降|降低|减少|回落|下滑)[到至]")
_ROUGHLY = re.compile(
    rf"(?:近|约|超过|逾|超|不足)\s*{_NUMBER}|{_NUMBER}\s*[余多]|{_NUMBER}[^\d，。；：、（）]{{1,2}}(?:左右|以上|上下)"
    r"|[一二两三四五六七八九]成(?!不变|[立为果功员])|一半|过半|半数"
)
_IN_ALL = re.compile(r"^(?:全市|合计|总计|总共|一?共)(?!同)")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|\d{4}年(?!\d{1,2}月)|第\d+号")


POINTS_OF: dict[Kind, Kind] = {"on_year": "points_on_year", "on_period": "points_on_period"}


@dataclass(frozen=True)
class Found:
    """One number in a sentence, and what it is said to be."""

    kind: Kind
    written: str
    unit: str
    falls: bool
    """Said of a change: whether it is a fall."""
    members: frozenset[str]
    """Who is named with it."""
    is_alike: bool = False
    """Whether 同口径 is said before it."""

    @property
    def value(self) -> Decimal:
        size = Decimal(self.written.replace(",", ""))
        return -size if self.falls else size

    def says(self, claim: Claim) -> bool:
        """Whether the claim bears this number out."""
        if (claim.kind, claim.value, claim.unit) != (self.kind, self.value, self.unit):
            return False
        if claim.is_together:
            return self.is_alike and self.members <= claim.members
        return self.members == claim.members


def faults_of(document: Document, sentence: Sentence) -> list[Text]:
    """Every reason for which the sentence may not be said; empty when it may."""
    told = [figure for name in sentence.figures if (figure := document.figure(name))]
    sentence = _without_reasons(document, sentence)
    said = sentence.text.zh
    faults = [*_never(said), *_against_nothing(document, told, said)]
    allowed = claims(document, sentence.figures)
    # Days go first: 2022年3月 opens 2022年3月7日 too.
    bare = _DAY.sub("", said).replace(opening(document.period, document.as_of).zh, "")
    for found in _numbers(bare, _names(told)):
        faults += _number_faults(found, allowed)
    faults += _about(bare, _names(told))
    return [*dict.fromkeys(faults), *_english_faults(sentence.text.en, allowed)]


def _without_reasons(document: Document, sentence: Sentence) -> Sentence:
    """Why figures are interim may be said as the document says it: “有2行待更正” counts rows, which are no figure."""
    zh, en = sentence.text.zh, sentence.text.en
    for reason in sorted(document.interim, key=lambda reason: len(reason.zh), reverse=True):
        zh, en = zh.replace(reason.zh, ""), en.replace(reason.en, "")
    return replace(sentence, text=Text(zh=zh, en=en))


def _never(said: str) -> Iterator[Text]:
    """Wordings that are wrong whatever the numbers."""
    for clause in _CLAUSE.findall(said):
        if _SHARE_WORD.search(clause) and re.search(_CHANGED_BY.pattern + _PER_CENT.pattern, clause):
            yield Text(
                zh=f"“{clause}”：比重、比率的变化应说“个百分点”，不能说百分之几。",
                en=f"“{clause}”: a share changes by percentage points, not by per cent.",
            )
    for word in _TIMES.findall(said):
        yield Text(
            zh=f"“{word}”：请写百分比。下降不能用“倍”，“增长几倍”常被误读。",
            en=f"“{word}”: write per cent. Nothing falls by times, and “times more” is misread.",
        )
    for word in _SPELLED.findall(said):
        yield Text(
            zh=f"“{word}”：数量请写阿拉伯数字，以便核对。",
            en=f"“{word}”: write numbers in digits, to be checked.",
        )


def _against_nothing(document: Document, told: Sequence[Told], said: str) -> Iterator[Text]:
    """Comparisons with a period that cannot be compared with."""
    if _ON_PERIOD.search(said) and is_year(document.period):
        yield Text(
            zh="全年数据不说“环比”：上一期就是上一年，应说“同比”。",
            en="Of a year one does not say 环比: the period before is the year before; say 同比.",
        )
    against: tuple[tuple[Of, re.Pattern[str]], ...] = (
        ("year_before", _ON_YEAR),
        ("period_before", _ON_PERIOD),
    )
    for of, words in against:
        if not words.search(said) or not told:
            continue
        bases = [base for figure in told if (base := figure.bases.get(of))]
        if not any(base.is_told for base in bases):
            why = next((base.why_not for base in bases if base.why_not), None)
            yield Text(
                zh="不能说“同比”“环比”：无可比数据（{why}）。",
                en="Nothing may be said against an earlier period: nothing to compare ({why}).",
            ).with_values(why=why or Text(zh="没有对比期", en="no such period"))


def _names(told: Sequence[Told]) -> dict[str, str]:
    """How each member of the figures is named in a sentence → the member."""
    members = dict.fromkeys(pair for figure in told for number in figure.numbers() for pair in number.at)
    names: dict[str, str] = {}
    for breakdown, member in members:
        if breakdown == "month":
            year, month = member.split("-")
            names |= {f"{year}年{int(month)}月": member, f"{int(month)}月": member}
        else:
            names[name_of(member).zh] = member
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _numbers(said: str, names: dict[str, str]) -> Iterator[Found]:
    """Every number of a Chinese sentence with what it is said to be, and of whom."""
    for name in filter(_CUT.search, names):  # 执行判决、裁定失职罪 is one name
        said = said.replace(name, _CUT.sub("", name))
    for part in re.split(r"[；。：]", said):
        against: Kind | None = None
        members: frozenset[str] = frozenset()
        is_alike = False
        for clause in _CLAUSE.findall(part):
            named, rest = _named(clause, names)
            # “12345平台308件，占49.9%”: who was named last is still spoken of, until all are.
            members = named or (frozenset() if _IN_ALL.search(rest) else members)
            is_alike = is_alike or "同口径" in rest
            is_about: Kind | None = (
                "on_year" if _ON_YEAR.search(rest) else "on_period" if _ON_PERIOD.search(rest) else None
            )
            # “比上年同期（524件）上升12.3%”: the words stand before the bracket, the number behind it.
            against = is_about or against
            for found in _in_clause(rest, against, members):
                yield replace(found, is_alike=is_alike)


def _named(clause: str, names: dict[str, str]) -> tuple[frozenset[str], str]:
    """Who is named in a clause, and the clause without their names: some hold digits."""
    found = set()
    for name, member in names.items():
        if (whole := _CUT.sub("", name)) in clause:
            found.add(member)
            clause = clause.replace(whole, "")
    return frozenset(found), clause


def _in_clause(clause: str, against: Kind | None, members: frozenset[str]) -> Iterator[Found]:
    falls = bool(_DOWN.search(clause))
    is_change = falls or bool(_UP.search(clause))
    for written in _POINTS.findall(clause):
        points: Kind = POINTS_OF.get(against or "unsaid", "unsaid")
        yield Found(points, written, "百分点", falls, members)
    for written in _PER_CENT.findall(clause):
        kind: Kind = (against or "unsaid") if is_change and not _REACHED.search(clause) else "share"
        yield Found(kind, written, "%", falls and kind != "share", members)
    for written, unit in _COUNT.findall(_POINTS.sub("", clause)):
        yield Found("count", written, unit, falls=False, members=members)


def _about(said: str, names: dict[str, str]) -> Iterator[Text]:
    """Numbers that are told only about, or without saying of what."""
    for name in names:
        said = said.replace(name, "")
    for word in _ROUGHLY.findall(said):
        yield Text(
            zh=f"“{word}”：请写准确数，不写约数。", en=f"“{word}”: give the exact number, not about how many."
        )
    rest = _ROUGHLY.sub("", _COUNT.sub("", _PER_CENT.sub("", _POINTS.sub("", _TIMES.sub("", said)))))
    for word in re.findall(rf"{_NUMBER}[一-龥]?", rest):
        yield Text(
            zh=f"“{word}”：不知道是什么数。请写明单位（{'、'.join(_UNITS)}）。",
            en=f"“{word}”: a number of what? Give its unit.",
        )


def _number_faults(found: Found, allowed: set[Claim]) -> Iterator[Text]:
    told = f"{found.written}{found.unit}"
    if found.kind != "count" and not re.fullmatch(r"\d+\.\d", found.written):
        yield Text(
            zh=f"“{told}”：百分数一律保留一位小数。", en=f"“{told}”: per cent are told with one decimal."
        )
    elif found.kind == "unsaid":
        yield Text(
            zh=f"“{told}”：请写明与什么时期相比（比上年同期、比上月等）。",
            en=f"“{told}”: say what it is compared with.",
        )
    elif not any(found.says(claim) for claim in allowed):
        yield _not_borne_out(found, told, allowed)


def _not_borne_out(found: Found, told: str, allowed: set[Claim]) -> Text:
    """Why a number is not one of the release's, as near as can be told."""
    alike = [claim for claim in allowed if abs(claim.value) == abs(found.value)]
    if any(
        claim.value == found.value and claim.kind == found.kind and claim.unit == found.unit
        for claim in alike
    ):
        whose = "、".join(sorted(name_of(member).zh for member in found.members))
        return Text(
            zh=f"“{told}”不是{whose or '合计'}的数。",
            en=f"“{told}” is not the number of {whose or 'the total'}.",
        )
    if found.kind == "count" and any(claim.kind == "count" for claim in alike):
        units = "、".join(sorted({claim.unit for claim in alike if claim.kind == "count"}))
        return Text(zh=f"“{told}”：单位应为{units}。", en=f"“{told}”: the unit is {units}.")
    if any(claim.kind == found.kind for claim in alike):
        return Text(zh=f"“{told}”：升降说反了。", en=f"“{told}”: it moved the other way.")
    return Text(
        zh=f"“{told}”：本次发布的数据里没有这个数，或这样说的依据不足（无可比数据、基数为0、基数过小或不公布）。",
        en=f"“{told}”: no figure of this release says so; or it has no base, a base of zero, one too small, or is not shown.",
    )


_EN_DAY = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b|\b(?:19|20)\d\d\b|\b12345 hotline\b"
)
_EN_NUMBER = re.compile(rf"({_NUMBER})( ?%| percentage points?)?")


def _english_faults(said: str, allowed: set[Claim]) -> Iterator[Text]:
    """The English says no number that the figures don't bear out."""
    values = {abs(claim.value) for claim in allowed}
    for written, sign in _EN_NUMBER.findall(_EN_DAY.sub("", said)):
        if Decimal(written.replace(",", "")) not in values:
            told = f"{written}{sign}"
            yield Text(
                zh=f"英文稿“{told}”：本次发布的数据里没有这个数。",
                en=f"“{told}”: no figure of this release says so.",
            )


def document_faults(document: Document) -> list[Text]:
    """Everything that keeps the release as a whole from being read aloud."""
    found = [fault for sentence in document.sentences for fault in faults_of(document, sentence)]
    said = "".join(sentence.text.zh for sentence in document.sentences)
    if document.interim and "阶段性数据" not in said:
        found.append(
            Text(
                zh="有的数字是阶段性数据，文稿须写明“阶段性数据”及其原因。",
                en="Some figures are interim; the wording has to say so (阶段性数据) and why.",
            )
        )
    return list(dict.fromkeys(found))
