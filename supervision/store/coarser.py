"""Coarser logs, drawn from the finer ones with every batch: for who looks at all leads, or at whole months.

A day's leads by source, district and organ at once are hundreds of cells; by one of them they are a few dozen, however
many leads there are. A batch's part of a coarser log is the sum of its part of the finer one, so whatever holds that to
the rows holds this too.

Three are drawn from where rows of ledgers meet: who reviewed a case of their own body, on which visit each need was raised,
and how far reviewed leads have come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from supervision.store.path_turns import AT_ONCE, CELLS, stretches, turns_of_all, turns_of_batch
from supervision.store.rollups import REVIEWED_BODIES, SPLIT, drift, turned


@dataclass(frozen=True)
class Coarser:
    """One log, the log or the SELECT that it is drawn from, and what of each batch's cells it keeps apart."""

    name: str
    columns: str
    """With their types, `batch` before them and the count after them left out."""
    finer: str
    apart: tuple[str, ...]
    meets: tuple[str, ...] = ()
    """Ledgers other than leads and reviews whose rows it is drawn from."""

    @property
    def table(self) -> str:
        return f"create table if not exists history.{self.name} (batch integer not null, {self.columns}, leads bigint not null)"

    def drawn_of(self, batch: int) -> str:
        """SQL: what it holds of one batch."""
        return self.drawn(f"batch = {int(batch)}")

    def stretches(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
        """SQL: which of its cells are drawn together, again and again until all are."""
        yield "true"

    def drawn(self, where: str = "true") -> str:
        """SQL: what it holds of the batches named, or of such a stretch."""
        return " union all ".join(
            f"select batch, {cells}, sum(leads)::bigint as leads from {self.finer} where {where} "
            "group by all having sum(leads) <> 0"
            for cells in self.apart
        )


LEAD_PART_DAYS = Coarser(
    "lead_part_days",
    "part varchar not null, member varchar, received_on date not null",
    "history.lead_days",
    tuple(f"'{part}' as part, {part} as member, received_on" for part in SPLIT.split(", ")),
)
LEAD_WAY_MONTHS = Coarser(
    "lead_way_months",
    "month date not null, source varchar, district varchar, organ varchar, handed date[] not null, "
    "is_mended boolean not null",
    "history.lead_ways",
    (f"date_trunc('month', received_on)::date as month, {SPLIT}, handed, is_mended",),
)
LEAD_SOURCE_MONTHS = Coarser(
    "lead_source_months",
    "month date not null, source varchar, part varchar not null, member varchar",
    "history.lead_months",
    ("month, source, part, member",),
)
_SEATS = (
    "select body, review_group, min(_origin) as seated_in from ("
    "select body, unnest(string_split(review_groups, '、')) as review_group, _origin from history.members"
    ") group by body, review_group"
)
"""SQL: the batch in which somebody from a body was first said to sit in a review group."""
_MET = f"""(
    select
        greatest(reviews.turned_in, bodies.batch, seats.seated_in) as batch,
        reviews.* exclude (number), reviews.number as review, bodies.received_on, bodies.body,
        reviews.sign * bodies.leads as leads
    from history.{REVIEWED_BODIES.name} as bodies
    inner join ({_SEATS}) as seats on seats.body = bodies.body
    inner join {turned("reviews")} as reviews
        on reviews.source = bodies.source and reviews.lead_number = bodies.number
        and reviews.review_group = seats.review_group
)"""
"""SQL: what came to stand of a review, times what came to stand of its lead: their sum up to a batch is one where
both stand, and none where either was taken back."""
OWN_BODIES = Coarser(
    "own_bodies",
    "review varchar not null, opened_on date not null, concluded_on date, source varchar, district varchar, "
    "organ varchar, kind varchar, review_group varchar not null, received_on date not null, body varchar not null",
    _MET,
    (f"review, opened_on, concluded_on, {SPLIT}, kind, review_group, received_on, body",),
    meets=("members",),
)
"""Reviews of leads that complain of a body, by a group in which somebody from that very body sits or ever sat: few of all
reviews, whose leads lie all over the ledger."""
_ON_VISIT = (
    "cadre_number, enterprise_number, uscc, enterprise_name, visited_on, needs.number, kind, organ, raised_on, resolved_on, "
    "needs.sign * visits.sign as leads"
)
_RAISED = f"""(
    select needs.turned_in as batch, {_ON_VISIT}
    from {turned("needs")} as needs
    inner join {turned("visits")} as visits on visits.number = needs.visit_number and visits.turned_in <= needs.turned_in
    union all
    select visits.turned_in as batch, {_ON_VISIT}
    from {turned("visits")} as visits
    inner join {turned("needs")} as needs on needs.visit_number = visits.number and needs.turned_in < visits.turned_in
)"""
"""SQL: what came to stand of a need, times what came to stand of its visit, whichever was last. Parted by which that was,
since then DuckDB reads of one batch's part only that batch's rows of the last."""
NEEDS_RAISED = Coarser(
    "needs_raised",
    "cadre_number varchar, enterprise_number varchar, uscc varchar, enterprise_name varchar, visited_on date, "
    "number varchar not null using compression uncompressed, kind varchar, organ varchar, raised_on date, resolved_on date",
    _RAISED,
    (
        "cadre_number, enterprise_number, uscc, enterprise_name, visited_on, number, kind, organ, raised_on, resolved_on",
    ),
    meets=("visits", "needs"),
)
"""Needs with what their visit says of where and by whom it was made. Numbers, no two alike, lie there uncompressed: DuckDB
would else build a dictionary of thousands of them wherever one is read."""


class _PathTurns(Coarser):
    """What a batch did is told of the leads that it concerns, and of all leads some at a time."""

    def drawn_of(self, batch: int) -> str:
        return turns_of_batch(batch)

    def stretches(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
        return stretches(cursor, AT_ONCE)

    def drawn(self, where: str = "true") -> str:
        return turns_of_all(where)


PATH_TURNS = _PathTurns(
    "path_turns",
    "received_on date not null, turned_on date not null, source varchar, district varchar, organ varchar, "
    "handed date[] not null, grade varchar, referred_to varchar",
    "history.reviewed_leads",
    (CELLS,),
    meets=("referrals",),
)
"""Reviewed leads by the days on which they came to a step, or left it, and what that is: no grade where a review is open."""
PATH_TURN_MONTHS = Coarser(
    "path_turn_months",
    "month date not null, turned_month date not null, source varchar, handed date[] not null, grade varchar, "
    "referred_to varchar",
    "history.path_turns",
    (
        "date_trunc('month', received_on)::date as month, date_trunc('month', turned_on)::date as turned_month, source, "
        "handed, grade, referred_to",
    ),
    meets=("referrals",),
)
"""The same by month, for who looks at leads of all districts and organs: as many cells however many leads there are."""
COARSER = (
    LEAD_PART_DAYS,
    LEAD_WAY_MONTHS,
    LEAD_SOURCE_MONTHS,
    OWN_BODIES,
    NEEDS_RAISED,
    PATH_TURNS,
    PATH_TURN_MONTHS,
)


def coarsen(cursor: duckdb.DuckDBPyConnection, batch: int, logs: Iterable[Coarser] = COARSER) -> None:
    """Draw what the batch has just added to the finer logs, and to the rows that they meet. Put in order, so that what is
    asked of one cadre lies together within the batch."""
    for log in logs:
        cursor.execute(f"insert into history.{log.name} from ({log.drawn_of(batch)}) order by all")


def fill_coarser(cursor: duckdb.DuckDBPyConnection, logs: Iterable[Coarser] = COARSER) -> None:
    """Draw everything anew."""
    for log in logs:
        cursor.execute(f"delete from history.{log.name}")
        for where in log.stretches(cursor):
            cursor.execute(f"insert into history.{log.name} from ({log.drawn(where)}) order by all")


def coarser_drift(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Cells, by log, in which it is not what the finer one gives, batch by batch."""
    return {
        log.name: sum(
            drift(cursor, f"from history.{log.name} where {where}", log.drawn(where))[0]
            for where in log.stretches(cursor)
        )
        for log in COARSER
    }
