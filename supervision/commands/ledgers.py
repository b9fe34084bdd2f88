"""Commands that change or look after the ledgers: load, batches, undo, template."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from supervision.commands.opening import opened, person_at_terminal, who
from supervision.commands.saying import (
    ALL_WELL,
    NEEDS_A_PERSON,
    USED_WRONGLY,
    complain,
    said,
    say,
    say_json,
    say_table,
)
from supervision.exports.tables import template
from supervision.exports.templates import workbook_template
from supervision.intake.profile_texts import profile_named
from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.ledgers.rows import RefusedFile
from supervision.loading import Gathered, known_profiles, load_paths
from supervision.store import connecting
from supervision.store.batches import Batch, batches, undo
from supervision.store.loads import FileCounts, LoadResult
from supervision.store.troubles import OutOfMemory
from supervision.text import Refusal, Text


def load_command(asked: Namespace) -> int:
    paths = [Path(path) for path in asked.paths]
    for path in paths:
        if not path.exists():
            raise Refusal(Text(zh=f"找不到 {path}。请检查路径。", en=f"There is no {path}. Check the path."))
    try:
        result, gathered, seconds = _loaded(asked, paths, connecting.LOADING)
    except OutOfMemory:
        if connecting.is_memory_chosen():
            raise
        # Nothing was written, and the machine may have more than a load should need.
        result, gathered, seconds = _loaded(asked, paths, None)
    if asked.json:
        say_json(
            {
                "batch": result.batch,
                "files": [file_json(*told) for told in zip(result.files, gathered.checked, strict=True)],
            }
        )
    else:
        _say_load(result, gathered, seconds)
    needs_a_person = any(entry.status == "refused" or _quarantined(entry) for entry in result.files)
    return NEEDS_A_PERSON if needs_a_person else ALL_WELL


def _loaded(
    asked: Namespace, paths: Sequence[Path], memory: str | None
) -> tuple[LoadResult, Gathered, float]:
    with opened(asked, "load", create=True, memory=memory) as database:
        if asked.profile:
            profile_named(asked.profile, known_profiles(database))
        return load_paths(
            database,
            paths,
            by=who(asked.by),
            profile_name=asked.profile,
            rehearse=asked.dry_run,
            person=person_at_terminal(database),
            told=_count_aloud if sys.stderr.isatty() else lambda done, of, path: None,
        )


def _count_aloud(done: int, of: int, path: Path) -> None:
    print(
        f"\r{done + 1}/{of} {path.name}\x1b[K",
        end="\n" if done + 1 == of else "",
        file=sys.stderr,
        flush=True,
    )


def _quarantined(entry: FileCounts) -> int:
    return 0 if isinstance(entry.file, RefusedFile) else len(entry.file.waiting)


def file_json(entry: FileCounts, path: str) -> dict[str, Any]:
    """One file as `load --json` tells it, by the path that was given."""
    file = entry.file
    if isinstance(file, RefusedFile):
        return {"path": path, "status": "refused", "reason": said(file.reason)}
    return {
        "path": path,
        "status": entry.status,
        "ledger": file.ledger.name,
        "source": file.source,
        "profile": file.profile,
        "encoding": file.encoding,
        "records": file.records,
        "new": entry.new,
        "updated": entry.updated,
        "unchanged": entry.unchanged,
        "repeated": entry.repeated,
        "quarantined": len(file.waiting),
        "skipped": file.skipped,
        "findings": [
            {
                "line": finding.line,
                "column": finding.column,
                "cell": finding.cell,
                "problem": said(finding.problem),
                "remedy": said(finding.remedy),
            }
            for finding in file.findings
        ],
        "notes": [said(note) for note in file.notes],
    }


def _say_load(result: LoadResult, gathered: Gathered, seconds: float) -> None:
    for entry in result.files:
        file = entry.file
        if isinstance(file, RefusedFile):
            complain(file.reason)
            continue
        for waiting in file.waiting:
            for reason in waiting.reasons:
                complain(
                    Text(
                        zh="{file} 第{line}行“{column}”：{cell} —— {problem}，{remedy}",
                        en="{file} line {line}, {column}: {cell} — {problem} {remedy}",
                    ).with_values(
                        file=file.name, line=reason.line, column=reason.column, cell=reason.cell,
                        problem=reason.problem, remedy=reason.remedy,
                    )
                )  # fmt: skip
    taken = [entry for entry in result.files if not isinstance(entry.file, RefusedFile)]
    total = {
        name: sum(getattr(entry, name) for entry in taken)
        for name in ("new", "updated", "unchanged", "repeated")
    }
    say(
        Text(
            zh="批次{batch}：{files}个文件，新增{new}行，更新{updated}行，无变化{unchanged}行，重复{repeated}行，"
            "待更正{quarantined}行，跳过{skipped}行；拒收{refused}个文件；用时{seconds:.1f}秒。",
            en="Batch {batch}: {files} files, {new} rows new, {updated} updated, {unchanged} unchanged, {repeated} repeated, "
            "{quarantined} in quarantine, {skipped} skipped; files refused: {refused}; {seconds:.1f} s.",
        ).with_values(
            batch=result.batch if result.batch is not None else "—",
            files=len(taken),
            quarantined=sum(_quarantined(entry) for entry in taken),
            skipped=sum(entry.file.skipped for entry in taken if not isinstance(entry.file, RefusedFile)),
            refused=len(result.files) - len(taken),
            seconds=seconds,
            **total,
        )
    )
    if gathered.passed_over:
        say(
            Text(
                zh=f"未读取{len(gathered.passed_over)}个不是表格的文件：",
                en=f"Passed over {len(gathered.passed_over)} files that are no tables:",
            ).with_values()
        )
        print("  " + ", ".join(path.name for path in gathered.passed_over))


def batches_command(asked: Namespace) -> int:
    with opened(asked, "look after ledgers") as database:
        told = batches(database)
    if asked.json:
        say_json([batch_json(batch) for batch in told])
        return ALL_WELL
    say_table(
        [said(heading) for heading in _BATCH_HEADINGS],
        (
            [
                b.batch,
                said(b.done),
                b.made_by,
                b.made_at,
                b.files,
                b.records,
                b.quarantined,
                changes_in_short(b),
            ]
            for b in told
        ),
    )
    return ALL_WELL


_BATCH_HEADINGS = (
    Text(zh="批次", en="batch"),
    Text(zh="操作", en="what"),
    Text(zh="经手人", en="who"),
    Text(zh="时间", en="when"),
    Text(zh="文件", en="files"),
    Text(zh="行", en="rows"),
    Text(zh="待更正", en="quarantined"),
    Text(zh="台账变化（增/改/减）", en="changes (added/changed/removed)"),
)


def changes_in_short(batch: Batch) -> str:
    return ", ".join(
        f"{said(ledger_named(change.ledger).title)} +{change.added}/~{change.changed}/-{change.removed}"
        for change in batch.changes
        if change.added or change.changed or change.removed
    )


def batch_json(batch: Batch) -> dict[str, Any]:
    """One batch as `batches --json` and `undo --json` tell it."""
    return {
        "batch": batch.batch,
        "kind": batch.kind,
        "undoes": batch.undoes,
        "undone_by": batch.undone_by,
        "by": batch.made_by,
        "at": batch.made_at,
        "note": batch.note,
        "files": batch.files,
        "records": batch.records,
        "quarantined": batch.quarantined,
        "changes": [
            {
                "ledger": change.ledger,
                "added": change.added,
                "changed": change.changed,
                "removed": change.removed,
            }
            for change in batch.changes
        ],
    }


def undo_command(asked: Namespace) -> int:
    with opened(asked, "undo") as database:
        made = undo(database, asked.batch, by=who(asked.by))
    if asked.json:
        say_json(batch_json(made))
        return ALL_WELL
    say(
        Text(
            zh="批次{new}已撤销批次{old}：{changes}",
            en="Batch {new} takes batch {old} back: {changes}",
        ).with_values(new=made.batch, old=asked.batch, changes=changes_in_short(made) or "—")
    )
    return ALL_WELL


def template_command(asked: Namespace) -> int:
    names = [ledger.name for ledger in LEDGERS]
    if asked.ledger not in names:
        complain(
            Text(
                zh=f"没有名为 {asked.ledger} 的台账；现有：{'、'.join(names)}。",
                en=f"There is no ledger called {asked.ledger}; there are: {', '.join(names)}.",
            )
        )
        return USED_WRONGLY
    write = workbook_template if asked.format == "xlsx" else template
    sys.stdout.buffer.write(write(ledger_named(asked.ledger)))
    return ALL_WELL
