"""Whether two leads are the same matter: judged by a person, a batch of its own, undone like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.store.batches import next_batch, refuse_if_overtaken
from supervision.store.chain import link
from supervision.store.database import Database
from supervision.store.settling import put_in_force, settle_judgements
from supervision.text import Refusal, Text

Pair = tuple[str, str]
"""The keys of two leads, the smaller first."""


@dataclass(frozen=True)
class Linked:
    """Two leads that are taken for the same matter, and who said so."""

    pair: Pair
    batch: int
    made_by: str


def judge(
    database: Database,
    verdicts: Mapping[Pair, bool],
    *,
    by: str,
    note: str | None = None,
    after: int | None = None,
) -> int:
    """Write down which pairs are the same matter and which are not; the new batch.

    Both leads stay in the ledger. Refusal when a key is no lead, or when somebody made a batch since `after`.
    """
    if not verdicts:
        raise Refusal(Text(zh="没有选中任何一对线索。", en="No pair of leads is chosen."))
    with database.transaction() as cursor:
        refuse_if_overtaken(cursor, after)
        keys = sorted({key for pair in verdicts for key in pair})
        known = {
            key
            for (key,) in cursor.execute(
                "select distinct _key from history.leads where list_contains($1::varchar[], _key)", [keys]
            ).fetchall()
        }
        if unknown := [key for key in keys if key not in known]:
            raise Refusal(
                Text(zh=f"台账里没有线索 {unknown[0]}。", en=f"The ledger has no lead {unknown[0]}.")
            )
        batch = next_batch(cursor, "judge", None, by, note)
        cursor.executemany(
            "insert into history.judgements values (?, ?, ?, ?)",
            [[batch, min(pair), max(pair), is_same] for pair, is_same in verdicts.items()],
        )
        put_in_force(cursor)
        settle_judgements(cursor, batch)
        link(cursor, "batch", batch)
        return batch


def judged_already(database: Database) -> list[Pair]:
    """Every pair that somebody has judged, one way or the other, unless that was taken back."""
    return database.rows("select one, other from judged_pairs")


def linked_now(database: Database) -> list[Linked]:
    """Every link in force, the newest first."""
    rows = database.rows(
        "select spans.one, spans.other, spans.batch_in, batches.made_by from history.same_spans as spans "
        "join history.batches as batches on batches.batch = spans.batch_in "
        "where spans.batch_out is null order by spans.batch_in desc, spans.one, spans.other"
    )
    return [Linked((one, other), batch, by) for one, other, batch, by in rows]
