"""The command that serves the dashboard."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

from supervision.access.serving import check_may_serve
from supervision.access.settings import read_settings
from supervision.store.backup_schedule import schedule_named
from supervision.store.copies.places import HANDED_OUT, SHOWN, shelf_at
from supervision.store.database import open_database
from supervision.store.quick_look import refuse_unless_whole
from supervision.text import Refusal, Text

ROOT = Path(__file__).resolve().parents[2]


def serve_command(asked: Namespace) -> NoReturn:
    """Become the server, so that whoever stops this stops that; Refusal for settings that would not do."""
    check_may_serve(asked.address, read_settings())
    schedule_named()
    if asked.published and asked.publish:
        raise Refusal(
            Text(
                zh="--publish 和 --published 只能取一：一个看板要么分发自己台账的副本，要么显示别人的副本。",
                en="Either --publish or --published: a dashboard hands out copies of its own ledger, or shows another's.",
            )
        )
    if asked.database.exists() and not asked.published:
        _look_at(asked.database)
    os.environ["SUPERVISION_DATABASE"] = str(asked.database.resolve())
    for name, place in ((SHOWN, asked.published), (HANDED_OUT, asked.publish)):
        if place:
            shelf_at(place)
            os.environ[name] = _address(place)
    if asked.record:
        os.environ["SUPERVISION_RECORD"] = str(asked.record.resolve())
    os.chdir(ROOT)  # where Streamlit looks for its settings
    words = ["--address", asked.address, "--port", str(asked.port), "--path", asked.path]
    headless = ["--headless"] if asked.headless else []
    os.execv(sys.executable, [sys.executable, "-m", "supervision.ui", *words, *headless])


def _look_at(path: Path) -> None:
    """Refusal, with what to do, for a ledger on which no figure should be shown."""
    database = open_database(path, create=False)
    try:
        refuse_unless_whole(database)
    finally:
        database.close()


def _address(place: str) -> str:
    """A folder is meant from where the command was given."""
    return place if "://" in place else str(Path(place).resolve())
