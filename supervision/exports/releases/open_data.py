"""The open-data package: one tidy CSV, a data dictionary and the datapackage.json that describes both."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from supervision.exports.tables import csv_bytes
from supervision.ledgers.reference import name_of
from supervision.releases.life import STATES, Release
from supervision.text import PRODUCT

NUMBERS = "figures.csv"
DICTIONARY = "data-dictionary.csv"

_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("figure", "string", "指标代码 Code of the figure"),
    ("title_zh", "string", "指标名称 Its name in Chinese"),
    ("title_en", "string", "指标英文名称 Its name in English"),
    ("by_1", "string", "第一分组；空为合计 First breakdown; empty for a total"),
    ("member_1", "string", "第一分组的成员 Its member"),
    ("by_2", "string", "第二分组 Second breakdown of a crossed table"),
    ("member_2", "string", "第二分组的成员 Its member"),
    ("value", "number", "数值；空且 status=hidden 表示不公布 The number; empty with status=hidden is not shown"),
    ("unit", "string", "单位 Unit"),
    ("status", "string", "shown 公布, hidden 不公布, none 无数值"),
    ("interim", "boolean", "是否阶段性数据 Whether the number is interim"),
    ("from", "date", "期间第一天 First day of the period"),
    ("to", "date", "期间最后一天 Last day of the period, included"),
)  # fmt: skip


def numbers_csv(release: Release) -> bytes:
    """Every number, one a row: UTF-8 with BOM."""
    return csv_bytes([name for name, _, _ in _COLUMNS], _rows(release))


def _rows(release: Release) -> Iterator[list[object]]:
    period = release.document.period
    for told in release.document.told:
        for number in told.numbers():
            (by_1, member_1), (by_2, member_2) = (*number.at, ("", ""), ("", ""))[:2]
            status = "hidden" if number.hidden else "none" if number.value is None else "shown"
            yield [
                told.figure, told.title.zh, told.title.en, by_1, member_1, by_2, member_2, number.shown,
                told.unit.sign, status, "true" if number.interim else "false", period.first, period.last,
            ]  # fmt: skip


def package(release: Release) -> bytes:
    """The whole package as a zip, the same bytes for the same release."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("datapackage.json", _description(release)),
            (NUMBERS, numbers_csv(release)),
            (DICTIONARY, _dictionary(release)),
        ):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _dictionary(release: Release) -> bytes:
    """Columns, figures and members: what each word in the numbers means."""
    rows: list[list[object]] = [["column", name, about, "", ""] for name, _, about in _COLUMNS]
    for told in release.document.told:
        rows.append(["figure", told.figure, told.title.zh, told.definition.zh, told.definition.en])
    members = dict.fromkeys(
        pair for told in release.document.told for number in told.numbers() for pair in number.at
    )
    rows += [["member", member, by, name_of(member).zh, name_of(member).en] for by, member in members]
    return csv_bytes(["kind", "name", "about", "zh", "en"], rows)


def _description(release: Release) -> bytes:
    document = release.document
    told: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"supervision-release-{release.number}",
        "title": f"{PRODUCT.zh} {release.title.zh}（{STATES[release.state].zh}）",
        "description": f"{document.period.text.zh}；数据截至 {document.as_of}。"
        + "".join(note.zh for note in document.notes),
        "version": str(release.edition),
        "created": document.prepared_at.isoformat() + "+08:00",
        "sha256": release.seal,
        "state": release.state,
        "resources": [
            _resource(NUMBERS, [_field(name, kind, about) for name, kind, about in _COLUMNS]),
            _resource(
                DICTIONARY, [_field(name, "string", "") for name in ("kind", "name", "about", "zh", "en")]
            ),
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _resource(path: str, fields: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": path.removesuffix(".csv"),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(name: str, kind: str, about: str) -> dict[str, str]:
    return {"name": name, "type": kind, **({"description": about} if about else {})}
