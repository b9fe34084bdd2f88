"""Coarser logs, drawn from the finer ones with every batch: for who looks at all leads, or at whole months.

A day's leads by source, district and organ at once are hundreds of cells; by one of them they are a few dozen, however
many leads there are. A batch's part of a coarser log is the sum of its part of the finer one, so whatever holds that to
the rows holds this too.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from supervision.store.rollups import SPLIT, drift


@dataclass(frozen=True)
class Coarser:
    """One log, the log that it is drawn from, and what of each batch's cells it keeps apart."""

    name: str
    columns: str
    """With their types, `batch` before them and the count after them left out."""
    finer: str
    apart: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"create table if not exists history.{self.name} (batch integer not null, {self.columns}, leads bigint not null)"

    def drawn(self, where: str = "true") -> str:
        """SQL: what it holds of the batches named."""
        return " union all ".join(
            f"select batch, {cells}, sum(leads)::bigint as leads from history.{self.finer} where {where} "
            "group by all having sum(leads) <> 0"
            for cells in self.apart
        )


LEAD_PART_DAYS = Coarser(
    "lead_part_days",
    "part varchar not null, member varchar, received_on date not null",
    "lead_days",
    tuple(f"'{part}' as part, {part} as member, received_on" for part in SPLIT.split(", ")),
)
LEAD_WAY_MONTHS = Coarser(
    "lead_way_months",
    "month date not null, source varchar, district varchar, organ varchar, handed date[] not null, "
    "is_mended boolean not null",
    "lead_ways",
    (f"date_trunc('month', received_on)::date as month, {SPLIT}, handed, is_mended",),
)
COARSER = (LEAD_PART_DAYS, LEAD_WAY_MONTHS)


def coarsen(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Draw what the batch has just added to the finer logs."""
    for log in COARSER:
        cursor.execute(f"insert into history.{log.name} {log.drawn(f'batch = {int(batch)}')}")


def fill_coarser(cursor: duckdb.DuckDBPyConnection) -> None:
    """Draw everything anew."""
    for log in COARSER:
        cursor.execute(f"delete from history.{log.name}")
        cursor.execute(f"insert into history.{log.name} from ({log.drawn()}) order by all")


def coarser_drift(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Cells, by log, in which it is not what the finer one gives, batch by batch."""
    return {log.name: drift(cursor, f"from history.{log.name}", log.drawn())[0] for log in COARSER}
