"""Profiles that analysts saved: kept with the ledger, every version of them, none overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervision.store.answers import first_row
from supervision.store.chain import link
from supervision.store.database import Database, local_now


@dataclass(frozen=True)
class SavedProfile:
    name: str
    told: str
    """TOML, as intake reads it."""
    saved_by: str
    saved_at: datetime


def saved_profiles(database: Database) -> list[SavedProfile]:
    """The latest saving of every name, but for those taken out of use; by name."""
    rows = database.rows(
        "select name, told, saved_by, saved_at from history.profiles "
        "qualify row_number() over (partition by name order by saved desc) = 1 order by name"
    )
    return [SavedProfile(name, told, by, at) for name, told, by, at in rows if told is not None]


def save_profile(database: Database, name: str, told: str | None, *, by: str) -> None:
    """Save a profile's TOML, or take the name out of use with None; from the next file on it holds."""
    with database.transaction() as cursor:
        newest = first_row(cursor, "select coalesce(max(saved), 0) from history.profiles")
        assert newest is not None
        saved = int(newest[0]) + 1
        cursor.execute(
            "insert into history.profiles values ($1, $2, $3, $4, $5)",
            [saved, name, told, by, local_now()],
        )
        link(cursor, "profile", saved)
