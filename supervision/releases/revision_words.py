"""Revisions in words: what changed, by how much, and which batch did it why; nothing that is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervision.figures.measuring import Value
from supervision.ledgers.reference import name_of
from supervision.releases.causes import Cause, Move, Why
from supervision.releases.revising import FigureRevised, Revised, Revisions, Stem
from supervision.releases.wording.phrases import listed, member_text
from supervision.store.batches import done_said
from supervision.text import Text

STEMS: Mapping[Stem, Text] = {
    "definition": Text(zh="口径变化", en="its definition changed"),
    "day": Text(zh="统计日后移", en="the day of reckoning moved on"),
    "rows": Text(zh="台账变化", en="rows changed"),
}
WHYS: Mapping[Why, Text] = {
    "late": Text(zh="发布后才报送", en="handed over after the release"),
    "since": Text(zh="发布的统计日之后发生", en="happened after the release's day of reckoning"),
    "corrected": Text(zh="重新报送，内容有更改", en="handed over again with changes"),
    "undone": Text(zh="录入被撤销", en="upload undone"),
    "redone": Text(zh="恢复已撤销的录入", en="undone upload brought back"),
    "mended": Text(zh="待更正的行更正后入账", en="mended in quarantine"),
    "elsewhere": Text(zh="因其他台账变化", en="through rows of another ledger"),
    "no_row": Text(zh="台账中没有对应行的部分", en="counted without a row of its own"),
}
MOST = 3
"""How many files, and how many changes of one kind, a line names before it only counts."""


def head_said(told: Revisions) -> Text:
    """What was compared with what; that nothing differs, where nothing does."""
    values = {
        "title": told.release.title,
        "day": told.as_of.isoformat(),
        "batch": told.known_at,
        "then_day": told.release.document.as_of.isoformat(),
        "then": told.release.document.known_at,
        "n": told.numbers,
        "figures": len(told.figures),
        "word": "figure differs" if len(told.figures) == 1 else "figures differ",
    }
    if not told.figures:
        return Text(
            zh="{title}：按批次{batch}、统计日{day}重新统计，{n}个数字均与发布一致。",
            en="{title}: counted again at batch {batch} as of {day}; all {n} numbers are as released.",
        ).with_values(**values)
    return Text(
        zh="{title}（批次{then}，统计日{then_day}）与现在（批次{batch}，统计日{day}）相比，有{figures}项指标不同：",
        en="{title} (batch {then}, as of {then_day}) against now (batch {batch}, as of {day}): {figures} {word}:",
    ).with_values(**values)


def figure_said(figure: FigureRevised) -> Text:
    """One figure in one line: its total then and now, how many parts differ, and from what that stems."""
    parts = [number for number in figure.numbers if number.at]
    hidden = sum(1 for number in parts if number.is_hidden)
    told = [_total_said(figure)]
    if parts:
        told.append(
            Text(
                zh=f"{len(parts)}个分项不同" + (f"（其中{hidden}个不公布）" if hidden else ""),
                en=f"{len(parts)} {'part differs' if len(parts) == 1 else 'parts differ'}"
                + (f" ({hidden} not shown)" if hidden else ""),
            )
        )
    return Text(zh="{title}：{told}；原因：{stems}", en="{title}: {told}; because {stems}").with_values(
        title=figure.told.title,
        told=listed(told),
        stems=listed((STEMS[stem] for stem in figure.stems), zh="、"),
    )


def _total_said(figure: FigureRevised) -> Text:
    total, unit = figure.total, figure.told.unit
    if total is None:
        return Text(zh="合计未变", en="the total is the same")
    if total.is_hidden:
        return Text(zh="合计有变，不公布", en="the total differs and is not shown")
    then, now = _value_said(total.then), _value_said(total.now)
    return Text(
        zh=f"发布为{then}{unit.sign}，现为{now}{unit.sign}",
        en=f"released as {then}, now {now} {unit.of(total.now).en}",
    )


def place_said(number: Revised) -> Text:
    """Where a number stands."""
    names = listed((member_text(by, member) for by, member in number.at), zh="、")
    return names if number.at else Text(zh="合计", en="Total")


def numbers_said(number: Revised) -> tuple[Text, Text]:
    """Then and now; neither where either is hidden."""
    if number.is_hidden:
        hidden = Text(zh="不公布", en="not shown")
        return hidden, hidden
    return Text.same(_value_said(number.then)), Text.same(_value_said(number.now))


def _value_said(value: Value) -> str:
    return "—" if value is None else str(value)


def cause_said(cause: Cause) -> Text:
    """What one batch did to a figure for one reason, in one line."""
    batch = cause.batch
    rows, said = _rows_said(cause), _why_said(cause)
    why = Text(zh=f"{said.zh}：{rows.zh}", en=f"{said.en}: {rows.en}")
    more = [one for one in (_columns_said(cause), _files_said(cause.files)) if one.zh]
    return Text(
        zh="批次{batch}（{done}，{by}，{at}）{why}{more}",
        en="batch {batch} ({done}, {by}, {at}), {why}{more}",
    ).with_values(
        batch=batch.batch,
        done=done_said(batch.kind, batch.undoes),
        by=batch.made_by,
        at=f"{batch.made_at:%Y-%m-%d %H:%M}",
        why=why,
        more=Text(zh="".join(f"；{one.zh}" for one in more), en="".join(f"; {one.en}" for one in more)),
    )


def _why_said(cause: Cause) -> Text:
    if not cause.through:
        return WHYS[cause.why]
    return Text(
        zh=f"因{'、'.join(ledger.title.zh for ledger in cause.through)}变化",
        en=f"through rows of {', '.join(ledger.title.en for ledger in cause.through)}",
    )


def _rows_said(cause: Cause) -> Text:
    if cause.why == "no_row":
        return Text(zh=f"{cause.change:+d}", en=f"{cause.change:+d}")
    ways = (
        (len(cause.keys("in")), Text(zh="计入{n}行", en="{n} {word} counted in")),
        (len(cause.keys("out")), Text(zh="不再计入{n}行", en="{n} {word} no longer counted")),
        (len(cause.keys("changed")), Text(zh="更改{n}行", en="{n} {word} changed")),
    )
    told = [text.with_values(n=n, word="row" if n == 1 else "rows") for n, text in ways if n]
    if cause.change not in (0, len(cause.keys("in")) - len(cause.keys("out"))):
        told.append(Text(zh=f"合计{cause.change:+d}", en=f"{cause.change:+d} in all"))
    rows = listed(told)
    return Text(zh=f"{cause.ledger.title.zh}{rows.zh}", en=f"{rows.en} ({cause.ledger.title.en})")


def _columns_said(cause: Cause) -> Text:
    """The columns that changed; what they held where that may be told."""
    moved: dict[str, list[Text]] = {}
    for move, rows in cause.moves:
        moved.setdefault(move.column, []).append(_move_said(move, rows))
    told = []
    for name, rows in cause.columns:
        title, moves = cause.ledger.column(name).title, moved.get(name, [])
        told.append(_column_said(title, rows, moves))
    return listed(told)


def _column_said(title: Text, rows: int, moves: list[Text]) -> Text:
    if not moves or len(moves) > MOST:
        return Text(zh=f"{title.zh}{rows}行", en=f"{title.en} in {rows}")
    return Text(
        zh=f"{title.zh}{'，'.join(one.zh for one in moves)}",
        en=f"{title.en} {', '.join(one.en for one in moves)}",
    )


def _move_said(move: Move, rows: int) -> Text:
    before, after = _cell_said(move.before), _cell_said(move.after)
    return Text(zh=f"{before.zh}→{after.zh}（{rows}行）", en=f"{before.en} → {after.en} ({rows})")


def _cell_said(cell: str | date | None) -> Text:
    if cell is None:
        return Text.same("—")
    return Text.same(cell.isoformat()) if isinstance(cell, date) else name_of(cell)


def _files_said(files: tuple[str, ...]) -> Text:
    if not files:
        return Text.same("")
    named, more = files[:MOST], len(files) - MOST
    return Text(
        zh=f"文件：{'、'.join(named)}" + (f"等{len(files)}个" if more > 0 else ""),
        en=f"from {', '.join(named)}" + (f" and {more} more" if more > 0 else ""),
    )
