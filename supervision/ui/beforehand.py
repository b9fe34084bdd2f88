"""While a browser starts, the figures of the page that it has asked for are counted.

Between the asking for a page and its first run lies half a second in which the browser reads Streamlit. Whoever may not open the
page has nothing counted, and nothing is sent: the run that shows the figures asks everything again, and finds them counted.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import parse_qsl

from supervision.access.settings import Settings
from supervision.events import await_run
from supervision.exports.paper.sections import SECTIONS
from supervision.text import Language, Refusal, Text
from supervision.ui.asgi import Scope, header
from supervision.ui.choices import choice_in
from supervision.ui.counting import count_ahead
from supervision.ui.guard import person_in
from supervision.ui.page import PAGES, may_open
from supervision.ui.session import shown_ledger

MOST = 4
"""Pages that wait to be counted; whoever asks for one more finds it counted by its run, as before."""
_FIGURES = frozenset(section.page for section in SECTIONS)


class Beforehand:
    """Counts for whoever has just asked, one page at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._counting = ThreadPoolExecutor(1, "beforehand")
        self._room = threading.Semaphore(MOST)

    def asked(self, scope: Scope) -> None:
        """A browser asks for a page: for one of that name, or the first that whoever it is finds."""
        try:
            person = person_in(scope, self._settings)
        except Refusal:
            return
        offered = [place.stem for place in PAGES if person is None or may_open(person, place)]
        stem = str(scope["path"]).rpartition("/")[2] or next(iter(offered), "")
        if stem not in offered:
            return
        await_run()
        if stem not in _FIGURES or not self._room.acquire(blocking=False):
            return
        told = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        spoken = _spoken(told.get("lang"), header(scope, b"accept-language"))
        self._counting.submit(self._count, stem, told, person.only if person is not None else {}, spoken)

    def finish(self) -> None:
        """Returns when all is counted that was asked for; nothing more is."""
        self._counting.shutdown()

    def _count(self, stem: str, told: Mapping[str, str], held: Mapping[str, str], spoken: Language) -> None:
        """What fails here fails again, and is told, where it is shown."""
        try:
            with suppress(Exception):
                choice = choice_in(told, shown_ledger(), held, _pass_over, is_narrowed=True)
                count_ahead(stem, choice, spoken)
        finally:
            self._room.release()


def _pass_over(_words: Text) -> None:
    """The run tells it."""


def _spoken(asked: str | None, accepts: bytes) -> Language:
    """As a run finds it, which a browser tells the first of its languages."""
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    return "en" if accepts.lower().startswith(b"en") else "zh"
