"""The quarantine command: list the rows that wait, take a mended file back, dismiss with a reason."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.commands.opening import note_taken, opened, who
from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, said, say, say_table
from supervision.exports.quarantine import HEADINGS, quarantine_csv, waiting_cells
from supervision.mending import Corrections, Mending, mend, read_mended
from supervision.store.database import Database
from supervision.store.dealing import dismiss
from supervision.store.waiting import waiting_rows
from supervision.text import Refusal, Text, language_of_terminal


def _action(asked: Namespace) -> str:
    if asked.mended or asked.dismiss:
        return "mend"
    return "take rows away" if asked.csv else "look after ledgers"


def quarantine_command(asked: Namespace) -> int:
    if asked.why is not None and not asked.dismiss:
        raise Refusal(Text(zh="--why 要与 --dismiss 一起用。", en="--why goes with --dismiss."))
    with opened(asked, _action(asked)) as database:
        if asked.mended:
            _take_back(database, Path(asked.mended), who(asked.by))
        elif asked.dismiss:
            _dismiss(database, asked.dismiss, who(asked.by), asked.why or "")
        else:
            _list(database, asked.csv)
        return NEEDS_A_PERSON if waiting_rows(database) else ALL_WELL


def _list(database: Database, csv: str | None) -> None:
    rows = waiting_rows(database)
    if csv:
        note_taken(database, "take rows away", table="quarantine", rows=len(rows))
        Path(csv).write_bytes(quarantine_csv(rows, language_of_terminal()))
        return
    say_table(
        [said(heading) for heading in HEADINGS],
        (waiting_cells(row, language_of_terminal()) for row in rows),
    )


def _dismiss(database: Database, ids: list[int], by: str, why: str) -> None:
    batch = dismiss(database, ids, by=by, reason=why)
    say(
        Text(
            zh=f"批次{batch}：{len(set(ids))}行不予更正。撤销批次{batch}即可恢复待更正。",
            en=f"Batch {batch}: rows dismissed: {len(set(ids))}. Undo batch {batch} to let them wait again.",
        )
    )


def _take_back(database: Database, path: Path, by: str) -> None:
    corrections = read_mended(database, path.read_bytes(), path.name)
    mending = mend(database, corrections.cells, by=by) if corrections.cells else Mending(None, (), {})
    for id, reasons in mending.failing.items():
        for reason in reasons:
            complain(
                Text(
                    zh="待更正号{id}“{column}”：{cell} —— {problem}，{remedy}",
                    en="waiting id {id}, {column}: {cell} — {problem} {remedy}",
                ).with_values(
                    id=id,
                    column=reason.column,
                    cell=reason.cell,
                    problem=reason.problem,
                    remedy=reason.remedy,
                )
            )
    say(mending_said(corrections, mending))


def mending_said(corrections: Corrections, mending: Mending) -> Text:
    """What became of every row of a mended file."""
    return Text(
        zh="批次{batch}：更正{mended}行，仍有问题{failing}行，未改动{untouched}行，早已不再待更正{gone}行，没有待更正号{unnumbered}行。",
        en="Batch {batch}: rows mended: {mended}, still failing: {failing}, not touched: {untouched}, waiting no more "
        "before this: {gone}, without a waiting id: {unnumbered}.",
    ).with_values(
        batch=mending.result.batch if mending.result else "—",
        mended=len(mending.mended),
        failing=len(mending.failing),
        untouched=corrections.untouched,
        gone=len(corrections.gone),
        unnumbered=len(corrections.unnumbered),
    )
