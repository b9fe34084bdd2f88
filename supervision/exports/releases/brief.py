"""What a release says on paper, slides and sheets, in the order in which it is read; each format only sets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supervision.exports.paper.report import SAMPLE, SAMPLE_SAYS
from supervision.exports.releases.tables import Table, main_table, tables_of
from supervision.figures.period import day_text
from supervision.releases.document import Document, Told
from supervision.releases.life import STATES, Release, State
from supervision.releases.wording.opening import opening
from supervision.releases.wording.phrases import NOTHING, listed
from supervision.text import Text

PARTS = (
    (Text(zh="问题线索", en="Leads"), ("leads.", "collections.")),
    (Text(zh="案件评查", en="Case reviews"), ("reviews.",)),
    (Text(zh="线索移送", en="Referrals"), ("referrals.",)),
    (Text(zh="入企走访", en="Visits to enterprises"), ("visits.", "needs.")),
)
"""The chapters, and how the names of their figures begin."""

MARKS: dict[State, Text] = {
    "draft": Text(zh="草稿", en="DRAFT"),
    "checked": Text(zh="未定稿", en="NOT FROZEN"),
    "withdrawn": Text(zh="已撤回", en="WITHDRAWN"),
}
INTERNAL = Text(zh="内部使用", en="INTERNAL")
DEFINITIONS = Text(zh="口径说明", en="Definitions")
NOTES = Text(zh="说明", en="Notes")
INTERIM = Text(zh="阶段性数据：{why}", en="Interim: {why}")


@dataclass(frozen=True)
class Part:
    """One chapter: what is read aloud, and the tables that bear it out."""

    title: Text
    sentences: tuple[Text, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Brief:
    release: Release
    title: Text
    facts: tuple[tuple[Text, Text], ...]
    foot: Text
    """What every page says of itself."""
    mark: Text | None
    """Across every page of what may not be quoted, or not yet."""
    warnings: tuple[Text, ...]
    main: Table
    parts: tuple[Part, ...]
    definitions: tuple[tuple[Text, Text], ...]
    notes: tuple[Text, ...]


def brief(release: Release) -> Brief:
    """The release as it may leave the office: what is hidden is not in it."""
    document = release.document
    return Brief(
        release,
        title_of(document),
        facts_of(release),
        _foot(release),
        _mark(release),
        (*warnings_of(release), *([interim_text(document.interim)] if document.interim else [])),
        main_table(document),
        parts_of(document),
        definitions_of(document),
        document.notes,
    )


def numbered(table: Table, number: int) -> Text:
    """Its title with its number."""
    return Text(zh="表{n}　{title}", en="Table {n}. {title}").with_values(n=number, title=table.title)


def interim_text(reasons: tuple[Text, ...]) -> Text:
    """Why numbers are interim, in one line."""
    return INTERIM.with_values(why=listed(reasons, zh="；", en="; "))


def table_facts(table: Table) -> Text:
    """Its unit, and that it is interim: why is said once, above all tables."""
    unit = Text(zh=f"单位：{table.unit.zh}", en=table.unit.en) if table.unit.zh else NOTHING
    interim = Text(zh="阶段性数据", en="interim") if table.interim else NOTHING
    return listed([unit, interim], zh="；", en="; ")


def facts_behind(table: Table) -> Text:
    """The same in brackets, to stand behind a title."""
    facts = table_facts(table)
    return Text(zh=f"（{facts.zh}）", en=f" ({facts.en})") if facts.zh else NOTHING


def fact_text(name: Text, said: Text) -> Text:
    """A word and what it says, in one line."""
    return Text(zh=f"{name.zh}：{said.zh}", en=f"{name.en}: {said.en}")


def title_of(document: Document) -> Text:
    """What it is called when it is handed over."""
    when = opening(document.period, document.as_of)
    said = when.en.removeprefix("In ").removeprefix("the ").removeprefix("From ")
    return Text(zh=f"{when.zh}执法监督数据", en=f"Supervision figures: {said}")


def facts_of(release: Release) -> tuple[tuple[Text, Text], ...]:
    """Number, state, period, as-of, batch: word and what it says."""
    return tuple(_facts(release))


def _facts(release: Release) -> Iterator[tuple[Text, Text]]:
    document = release.document
    yield Text(zh="发布编号", en="Release"), release.title
    yield Text(zh="状态", en="State"), STATES[release.state]
    yield Text(zh="统计期间", en="Period"), document.period.text
    yield Text(zh="数据截至", en="As of"), day_text(document.as_of)
    yield (
        Text(zh="数据版本", en="As known at"),
        Text(zh=f"批次{document.known_at}", en=f"batch {document.known_at}"),
    )
    if document.corrects is not None:
        yield (
            Text(zh="更正", en="Corrects"),
            Text(
                zh=f"第{document.corrects}号发布。{document.why}",
                en=f"release {document.corrects}. {document.why}",
            ),
        )
    yield Text(zh="校验值", en="Seal"), Text.same(release.seal[:16])


def _foot(release: Release) -> Text:
    document = release.document
    return Text(zh="{title} · {state} · 数据截至{day}", en="{title} · {state} · as of {day}").with_values(
        title=release.title, state=STATES[release.state], day=day_text(document.as_of)
    )


def _mark(release: Release) -> Text | None:
    """The gravest thing that there is to say against quoting it."""
    document = release.document
    if release.state in MARKS:
        return MARKS[release.state]
    if not document.protection.is_on:
        return INTERNAL
    return SAMPLE if document.is_sample else None


def warnings_of(release: Release) -> tuple[Text, ...]:
    """What everybody must know before quoting it, beside what is interim."""
    return tuple(_warnings(release))


def _warnings(release: Release) -> Iterator[Text]:
    document = release.document
    if document.is_sample:
        yield SAMPLE_SAYS
    if release.state == "withdrawn":
        step = release.done("withdraw")
        yield Text(zh="本发布已撤回：{why}", en="Withdrawn: {why}").with_values(why=step.why if step else "")
    if release.corrected_by is not None:
        yield Text(
            zh=f"本发布已由第{release.corrected_by}号发布更正。",
            en=f"Corrected by release {release.corrected_by}.",
        )
    if not document.protection.is_on:
        yield Text(
            zh="未隐去小数，仅供内部使用。理由：{why}",
            en="Small counts are shown: for internal use only. Reason: {why}",
        ).with_values(why=document.protection.why_off)


def parts_of(document: Document) -> tuple[Part, ...]:
    """The chapters that have figures."""
    return tuple(_parts(document))


def definitions_of(document: Document) -> tuple[tuple[Text, Text], ...]:
    """Every figure's title and what it counts."""
    return tuple((told.title, _definition(told)) for told in document.told)


def _parts(document: Document) -> Iterator[Part]:
    for title, prefixes in PARTS:
        told = [one for one in document.told if one.figure.startswith(prefixes)]
        names = {one.figure for one in told}
        sentences = [one.text for one in document.sentences if one.figures and one.figures[0] in names]
        if told:
            yield Part(title, tuple(sentences), tuple(tables_of(document, told)))


def _definition(told: Told) -> Text:
    return Text(
        zh="".join([told.definition.zh, *(note.zh for note in told.footnotes)]),
        en=" ".join([told.definition.en, *(note.en for note in told.footnotes)]),
    )
