"""Where copies lie, as an address says it: a folder, or s3://bucket/path."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from supervision.place import record_database
from supervision.store.copies.making import Publisher
from supervision.store.copies.object_store import ObjectShelf
from supervision.store.copies.shelf import FolderShelf, Shelf
from supervision.store.copies.taking import Copies
from supervision.store.database import Database

SHOWN = "SUPERVISION_PUBLISHED"
"""Names the place whose copies this process shows."""
HANDED_OUT = "SUPERVISION_PUBLISH"
"""Names the place in which this process lays out copies of its ledger."""


def shelf_at(address: str) -> Shelf:
    """Refusal for an address that means nothing, or a store whose package is not installed."""
    return ObjectShelf(address) if "://" in address else FolderShelf(Path(address))


def copies_named() -> bool:
    """Whether this process was started to show copies."""
    return bool(os.environ.get(SHOWN))


def copies_shown() -> Copies | None:
    """Those that this process was started to show, looked after by themselves from now on."""
    address = os.environ.get(SHOWN)
    if not address:
        return None
    record = record_database()
    copies = Copies(shelf_at(address), record.with_name(record.name + ".copies"))
    copies.start()
    return copies


def publisher_of(ledger: Callable[[], Database], cookies_last: timedelta) -> Publisher | None:
    """Hands out copies of a ledger from now on, where this process was started to; None where it was not."""
    address = os.environ.get(HANDED_OUT)
    if not address:
        return None
    publisher = Publisher(ledger(), shelf_at(address), cookies_last + timedelta(hours=1))
    publisher.start()
    return publisher
