"""What stands beside a copy: which batch it holds, when it was made, and by which sums it is known to be whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from supervision.store.answers import Cursor, first_row
from supervision.store.sealed import sealed, unsealed

LABEL = "newest.json"
"""The name under which the newest label lies; written after its copy, so that whoever reads it finds the copy whole."""


class Unreadable(Exception):
    """A label that is cut off, altered, or of a program that this one doesn't know."""


@dataclass(frozen=True)
class Label:
    """One edition: a copy, and who has signed out by now."""

    edition: int
    """Counts what was handed out from this place; a later one replaces an earlier one."""
    batch: int
    made_at: datetime
    """Local, when the copy was taken."""
    file: str
    size: int
    sha256: str
    state: tuple[int, ...]
    """What of the ledger it holds, counted: tells whether anything was written since."""
    signed_out: tuple[str, ...] = ()
    """Hashes of sign-ins that were ended, for as long as their cookies would still be good."""


def state_of(cursor: Cursor) -> tuple[int, ...]:
    """The newest batch, then how much there is of what else people write: steps of releases, profiles, people."""
    counted = first_row(
        cursor,
        "select (select coalesce(max(batch), 0) from history.batches), (select count(*) from history.release_steps), "
        "(select count(*) from history.profiles), (select count(*) from history.people)",
    )
    assert counted is not None
    return tuple(map(int, counted))


def written(label: Label) -> bytes:
    """As JSON, with a sum over all of it."""
    return sealed(asdict(label) | {"made_at": label.made_at.isoformat()}).encode()


def read(content: bytes) -> Label:
    """The label again; Unreadable for one that is not as it was written."""
    try:
        told = unsealed(content)
        lists = {name: tuple(told[name]) for name in ("state", "signed_out")}
        return Label(**(told | lists | {"made_at": datetime.fromisoformat(told["made_at"])}))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(str(error)) from None
