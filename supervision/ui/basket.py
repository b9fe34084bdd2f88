"""What one tab has dropped and not loaded yet."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from supervision.figures.handovers import HandOver
from supervision.ledgers.rows import CheckedFile
from supervision.loading import Checked
from supervision.store.loads import LoadResult
from supervision.store.settling import Change
from supervision.text import Text


@dataclass(frozen=True)
class Loaded:
    """What the last load of this tab did; its rows are not kept."""

    batch: int | None
    changes: tuple[Change, ...]
    counts: tuple[Mapping[str, int], ...]
    refused: tuple[Text, ...]


@dataclass(frozen=True)
class Rehearsal:
    """What a load would do, and how each source's month would then stand."""

    result: LoadResult
    hand_overs: tuple[HandOver, ...]


@dataclass
class Basket:
    """What one tab has dropped and not loaded yet.

    One object, because Streamlit may stop a run at any touch of its session state, and what was
    finished by then must be neither lost nor done twice.
    """

    round: int = field(default_factory=lambda: secrets.randbelow(2**32))
    """Raised by every load, which gives the page a new, empty box to drop files into.

    Begins where no other session does: a browser that comes back to a server started anew would show files in a box of
    the same name that the server has not.
    """
    token: str = field(default_factory=lambda: new_token())
    """By which this preview is found again; nobody else knows it."""
    past: str = ""
    """The token of what was loaded or dropped last, which the address may still hold."""
    kept: object = None
    """What the files are known by of which a preview is kept, or could not be; None where there are none."""
    not_kept: Text | None = None
    """Why none could be."""
    found: tuple[Checked, ...] = ()
    """Files of a preview that was found again: they lie in no box."""
    found_at: datetime | None = None
    told: Text | None = None
    """Why what was kept is not shown."""
    read: dict[tuple[str, str, int], Checked] = field(default_factory=dict)
    """By the file's id, the profile that it was to be read by and, in an archive, the place."""
    rehearsed: tuple[object, Rehearsal] | None = None
    loaded: Loaded | None = None

    def empty(self, loaded: Loaded | None) -> None:
        self.loaded = loaded
        self.round += 1
        self.past, self.token = self.token, new_token()
        self.kept = self.not_kept = self.found_at = self.told = None
        self.found = ()
        self.read.clear()
        self.rehearsed = None


def new_token() -> str:
    return secrets.token_urlsafe(18)


def basket() -> Basket:
    """This tab's basket."""
    if "basket" not in st.session_state:
        st.session_state["basket"] = Basket()
    held: Basket = st.session_state["basket"]
    return held


def known_by(files: Sequence[Checked]) -> tuple[tuple[str, str, str], ...]:
    """What tells these files, read as they were, from any others."""
    return tuple((file.name, file.sha256, _read_as(file)) for file in files)


def seen_of(files: Sequence[Checked]) -> str:
    """By which it is known at which batch these files were last looked at."""
    return f"files {basket().round} {sorted(file.sha256 for file in files)}"


def _read_as(file: Checked) -> str:
    return file.profile if isinstance(file, CheckedFile) else file.reason.zh


def taken(files: Sequence[Checked]) -> list[CheckedFile]:
    """Those of which something could be read."""
    return [file for file in files if isinstance(file, CheckedFile)]
