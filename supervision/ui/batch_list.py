"""The batches in the bar's list, told to a browser when somebody opens the panel, as they stand at that moment.

A ledger gains a batch with every load, for years, and few runs have somebody look at the list: a run tells the batch that is
shown. Whoever may open no page with a bar is told nothing, as the guard sees to.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from secrets import compare_digest, token_urlsafe
from urllib.parse import parse_qs

from supervision.store.batches import Batch
from supervision.store.database import Database
from supervision.text import Language, Refusal, Text
from supervision.ui.asgi import Scope, header, takes_gzip
from supervision.ui.counting import batches_of
from supervision.ui.once import Once
from supervision.ui.session import shown_ledger

_WORD = token_urlsafe(16)
"""Told by pages alone. Where nobody signs in, a page of another site that passes for this one's address has to know it."""
_ASKED = re.compile(r"/batches/([\w-]+)$")

Told = tuple[int, bytes, str, list[tuple[bytes, bytes]]]
"""Status, contents, their kind, and what else is said of them."""


@dataclass(frozen=True)
class _List:
    mark: bytes
    """By which a browser that has the list already is known."""
    plain: bytes
    zipped: bytes


_LISTS: Once[_List] = Once(8)


def address(spoken: Language) -> str:
    """Where a browser gets the list in that language, below the dashboard's own address."""
    return f"batches/{_WORD}?lang={spoken}"


def is_asked_for(path: str) -> bool:
    return _ASKED.search(path) is not None


def knows_the_way(path: str) -> bool:
    """Whether whoever asks was told the way by a page of this dashboard."""
    found = _ASKED.search(path)
    return found is not None and compare_digest(found[1].encode(), _WORD.encode())


def answered(scope: Scope) -> Told:
    """The list as it stands, or that it is the one which the browser has."""
    asked = parse_qs(str(scope["query_string"], "latin-1")).get("lang", [""])[-1]
    try:
        held = _listed(shown_ledger(), "en" if asked == "en" else "zh")
    except Refusal:  # no copy has come yet; the page says it
        return 503, b"", "", []
    more = [(b"etag", held.mark)]
    if header(scope, b"if-none-match") == held.mark:
        return 304, b"", "", more
    if takes_gzip(scope):
        return 200, held.zipped, _JSON, [*more, (b"content-encoding", b"gzip")]
    return 200, held.plain, _JSON, more


_JSON = "application/json; charset=utf-8"


def _listed(database: Database, spoken: Language) -> _List:
    return _LISTS.get((database, database.writes, spoken), lambda: _written(database, spoken))


def _written(database: Database, spoken: Language) -> _List:
    """The newest first."""
    made = batches_of(database)
    newest = max(made, default=0)
    rows = [(str(batch), said_of(made[batch], newest, spoken)) for batch in sorted(made, reverse=True)]
    told = {"newest": str(newest), "of": rows}
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    mark = f'"{hashlib.sha256(plain).hexdigest()[:16]}"'.encode()
    return _List(mark, plain, gzip.compress(plain, 6, mtime=0))


def said_of(told: Batch, newest: int, spoken: Language) -> str:
    """One batch, as the list has it."""
    if told.batch == newest:
        latest = Text(zh="最新（批次{batch}）", en="Newest (batch {batch})").with_values(batch=newest)
        return latest.in_language(spoken)
    return f"{told.batch} · {told.made_at:%Y-%m-%d %H:%M} · {told.done.in_language(spoken)} · {told.made_by}"
