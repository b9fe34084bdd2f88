"""What lies in files that somebody else may have written: labels of backups and copies, sign-in settings, and the
documents of frozen releases.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from supervision.access.settings import Settings, read_settings
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.loading import load_paths
from supervision.releases.drafting import draft
from supervision.releases.keeping import all_releases, keep_draft, take_step
from supervision.releases.telling import release_json
from supervision.releases.verifying import verify
from supervision.releases.wording.guards import document_faults
from supervision.releases.written import read_document, written
from supervision.sample import EXPORTS
from supervision.store import backup_label
from supervision.store.copies import label as copy_label
from supervision.store.database import Database, open_database
from supervision.store.sealed import sealed
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.intake.mutate import unexplained
from tests.reliability.fuzzing.bytes_changed import bytes_changed, json_changed
from tests.reliability.fuzzing.kind import Kind, Outcome


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="supervision-fuzz-"))


@cache
def released() -> Database:
    """A small ledger with one frozen release."""
    database = open_database(_folder() / "released.duckdb")
    database.mark_as_sample()
    load_paths(database, [EXPORTS / "2022-03", *sorted(EXPORTS.glob("*.csv"))], by="王录入")
    view = View(database, database.newest_batch, date(2022, 4, 5))
    number = keep_draft(
        database, draft(Period(date(2022, 3, 1), date(2022, 3, 31)), view, by="王起草"), by="王起草"
    ).number
    for step in ("check", "freeze"):
        take_step(database, number, step, by="李核对")  # type: ignore[arg-type]
    return database


@cache
def _document() -> str:
    [(told,)] = released().rows("select document from history.release_editions")
    return str(told)


@cache
def _short() -> list[bytes]:
    """The document with few of its figures and numbers: what each can be is in it once."""
    told = json.loads(_document())
    shorter = []
    for place in range(0, len(told["told"]), 5):
        figure = told["told"][place]
        for answer in figure["answers"]:
            answer["numbers"] = answer["numbers"][:3]
        shorter.append(_plain({**told, "told": [figure], "sentences": told["sentences"][:1]}))
    return shorter


def _plain(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _json_or_bytes(luck: Random, held: bytes) -> bytes:
    if luck.random() < 0.3:
        return bytes_changed(luck, held)
    try:
        told = json.loads(held)
    except (ValueError, RecursionError):
        return bytes_changed(luck, held)
    for _ in range(luck.choice((1, 1, 2))):
        told = json_changed(luck, told)
    return _plain(told)


def _read_release(held: bytes) -> Outcome:
    """A document is read as it was written, or refused."""
    text = held.decode("utf-8", "replace")
    try:
        document = read_document(text)
    except Refusal as refusal:
        return unexplained(refusal.sentence), "refused"
    return (
        None if read_document(written(document)) == document else "written again it says something else"
    ), "read"


def _frozen(held: bytes) -> Outcome:
    """In the ledger in place of what was frozen, with a seal of its own or not: never told as found again."""
    database, text = released(), held[1:].decode("utf-8", "replace").replace("\0", "")
    if text == _document():
        return None, "unchanged"
    _put(database, text, is_sealed=held[:1] == b"s")
    try:
        if not faults(database):
            return "check finds nothing wrong with an altered release", "held"
        for release in all_releases(database):
            release_json(release)
            document_faults(release.document)
            if verify(database, release).holds:
                return "an altered release is told as found again", "held"
    except Refusal:
        return None, "refused"
    finally:
        _put(database, _document(), is_sealed=True)
    return None, "told as altered"


def _put(database: Database, document: str, *, is_sealed: bool) -> None:
    """Behind the program's back."""
    with database.cursor() as cursor:
        cursor.execute("update history.release_editions set document = $1", [document])
        if is_sealed:
            cursor.execute("update history.release_editions set seal = sha256(document)")
            cursor.execute(
                "update history.release_steps set seal = (select seal from history.release_editions)"
            )


def _frozen_changed(luck: Random, held: bytes) -> bytes:
    return luck.choice((b"s", b"-")) + _json_or_bytes(luck, held[1:])


def _backup_label(content: bytes) -> Outcome:
    """Whoever restores expects these errors and says that the backup was altered."""
    copy = _folder() / "backup.duckdb"
    backup_label.place_of(copy).write_bytes(content)
    try:
        label = backup_label.read_label(copy)
        assert label is not None
        return None if label.text else "", "read"
    except (ValueError, KeyError, TypeError):
        return None, "refused"


def _copy_label(content: bytes) -> Outcome:
    try:
        label = copy_label.read(content)
    except copy_label.Unreadable:
        return None, "refused"
    return (
        None
        if copy_label.read(copy_label.written(label)) == label
        else "written again it says something else"
    ), "read"


def _settings(content: bytes) -> Outcome:
    place = _folder() / "access.toml"
    place.touch(mode=0o600)
    place.write_bytes(content)
    try:
        told = read_settings(place)
    except Refusal as refusal:
        return unexplained(refusal.sentence), "refused"
    return (None if isinstance(told, Settings) else "no settings"), "read"


def _resealed(luck: Random, content: bytes) -> bytes:
    """Some of them by somebody who knows how the sum is taken."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return bytes_changed(luck, content)
    if luck.random() < 0.6 and isinstance(told, dict):
        told.pop("seal", None)
        changed = json_changed(luck, told)
        if isinstance(changed, dict):
            try:
                return sealed(changed).encode("utf-8", "replace")
            except (ValueError, RecursionError):
                return content
    return bytes_changed(luck, content)


def _labels() -> list[bytes]:
    label = backup_label.BackupLabel("0" * 64, 4096, 3, 7, (12, "a" * 64), {"leads": 5, "batches": 3})
    return [label.text.encode()]


def _copy_labels() -> list[bytes]:
    label = copy_label.Label(
        4,
        3,
        datetime.fromisoformat("2022-04-05T08:00"),
        "4-3.duckdb",
        4096,
        "0" * 64,
        (3, 0, 1, 2),
        ("a" * 64,),
    )
    return [copy_label.written(label)]


_SETTINGS = (
    b'[auth]\nredirect_uri = "https://office.example/oauth2callback"\ncookie_secret = "0123456789abcdef0123456789abcdef"\n'
    b'client_id = "c"\nclient_secret = "s"\nserver_metadata_url = "https://sign-in.example/x"\n[access]\n'
    b'administrators = ["wang@office.example"]\nname_claim = "email"\nroles_claim = "roles"\nsession_hours = 10\nidle_minutes = 60\n',
    b'[proxy]\nheader = "X-Remote-User"\nfrom = ["127.0.0.1"]\n',
    b"access = 3\n",
    b"auth = 3\n",
    b"proxy = []\n",
    b'[access]\nadministrators = 5\nsession_hours = nan\n',
)  # fmt: skip


def kinds() -> Iterator[Kind]:
    yield Kind("release", 1000, _short, _json_or_bytes, _read_release)
    yield Kind("frozen release", 1, lambda: [b"-" + _document().encode()], _frozen_changed, _frozen)
    yield Kind("backup label", 200, _labels, _resealed, _backup_label)
    yield Kind("copy label", 200, _copy_labels, _resealed, _copy_label)
    yield Kind("sign-in settings", 200, lambda: list(_SETTINGS), bytes_changed, _settings)


def clear() -> None:
    """Nothing stays behind."""
    if _folder.cache_info().currsize:
        if released.cache_info().currsize:
            released().close()
        shutil.rmtree(_folder(), ignore_errors=True)
