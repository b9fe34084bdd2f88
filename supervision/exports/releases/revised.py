"""What has changed since a release, in sentences and as JSON: for the page, the command and other programs."""

from __future__ import annotations

from typing import Any

from supervision.exports.tables import csv_bytes
from supervision.releases.revising import HOWS, WHYS, Cause, Changed, Revisions
from supervision.releases.wording.phrases import member_text
from supervision.text import Language, Text

NOTHING_CHANGED = Text(
    zh="{title}的数字今天重新统计，均未改变。", en="{title}: counted today, every number is as released."
)
CHANGED = Text(
    zh="{title}有{n}个数字今天统计结果不同。", en="{title}: {n} numbers are counted otherwise today."
)
ONE_CHANGED = Text(
    zh="{title}有1个数字今天统计结果不同。", en="{title}: one number is counted otherwise today."
)
HIDDEN = Text(zh="不公布", en="not shown")


def summary(found: Revisions) -> Text:
    """How many numbers differ."""
    count = len(found.changed)
    sentence = ONE_CHANGED if count == 1 else CHANGED if count else NOTHING_CHANGED
    return sentence.with_values(title=found.release.title, n=count)


def place_text(one: Changed) -> Text:
    """Where the number stands; 合计 for the total."""
    if not one.at:
        return Text(zh="合计", en="Total")
    names = [member_text(by, member) for by, member in one.at]
    return Text(zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names))


def why_text(one: Changed) -> Text:
    return Text(
        zh="、".join(WHYS[why].zh for why in one.whys), en=", ".join(WHYS[why].en for why in one.whys)
    )


def number_texts(one: Changed) -> tuple[Text, Text]:
    """Then and now."""
    if one.is_hidden:
        return HIDDEN, HIDDEN
    return _number(one.then), _number(one.now)


def _number(value: object) -> Text:
    return Text.same("—" if value is None else str(value))


def cause_text(cause: Cause) -> Text:
    """批次3（录入，甲，2026-11-24）：补报12行 … ."""
    rows = len(cause.rows)
    told = Text(zh="{how}{n}行{columns}", en="{how}: {n} {word}{columns}").with_values(
        how=Text(zh=HOWS[cause.how].zh, en=HOWS[cause.how].en),
        n=rows,
        word="row" if rows == 1 else "rows",
        columns=_columns(cause),
    )
    if cause.batch is None:
        return told
    return Text(
        zh="批次{batch}（{done}，{by}，{at}）：{told}", en="batch {batch} ({done}, {by}, {at}): {told}"
    ).with_values(
        batch=cause.batch.batch,
        done=cause.batch.done,
        by=cause.batch.made_by,
        at=f"{cause.batch.made_at:%Y-%m-%d}",
        told=told,
    )


def _columns(cause: Cause) -> Text:
    titles = [cause.ledger.column(name).title for name in cause.columns]
    if not titles:
        return Text(zh="", en="")
    return Text(
        zh=f"（{'、'.join(title.zh for title in titles)}）",
        en=f" ({', '.join(title.en for title in titles)})",
    )


_HEADINGS = (
    Text(zh="指标", en="figure"), Text(zh="批次", en="batch"), Text(zh="原因", en="why"), Text(zh="台账", en="ledger"),
    Text(zh="编号", en="number"), Text(zh="更正的列", en="columns corrected"), Text(zh="计数变化", en="counts"),
)  # fmt: skip


def rows_csv(found: Revisions, language: Language) -> bytes:
    """One line for every row that came, went or changed, by its number; what it says stays in the ledger."""
    return csv_bytes(
        [heading.in_language(language) for heading in _HEADINGS],
        (
            [
                cause.told.title.in_language(language),
                cause.batch.batch if cause.batch else "",
                HOWS[cause.how].in_language(language),
                cause.ledger.title.in_language(language),
                row.key,
                "、".join(cause.ledger.column(name).title.in_language(language) for name in row.columns),
                row.counts,
            ]
            for cause in found.causes
            for row in cause.rows
        ),
    )


def revisions_json(found: Revisions) -> dict[str, Any]:
    """Numbers and causes; the rows by their keys, never their contents."""
    return {
        "release": found.release.number,
        "known_at": found.view.known_at,
        "as_of": found.view.as_of,
        "changed": [
            {
                "figure": one.told.figure,
                "at": dict(one.at),
                "then": None if one.is_hidden else one.then,
                "now": None if one.is_hidden else one.now,
                "hidden": one.is_hidden,
                "why": list(one.whys),
            }
            for one in found.changed
        ],
        "causes": [
            {
                "figure": cause.told.figure,
                "ledger": cause.ledger.name,
                "how": cause.how,
                "batch": cause.batch.batch if cause.batch else None,
                "by": cause.batch.made_by if cause.batch else None,
                "at": cause.batch.made_at if cause.batch else None,
                "columns": list(cause.columns),
                "counts": cause.counts,
                "rows": [row.key for row in cause.rows],
            }
            for cause in found.causes
        ],
    }
