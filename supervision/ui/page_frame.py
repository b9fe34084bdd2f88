"""The frame that Streamlit sends first, naming beforehand what our pages will ask for.

Streamlit's browser part learns from the first messages of a page which parts draw it, fetches these, and learns then that
ours wants a script as well: three rounds, each after the other, with nothing on the screen. The frame names them all, so that
they come while Streamlit starts. What is named is read from the installed Streamlit's own files, each with whatever it is
built upon; a part that a version no longer has is not named, and comes when it is asked for.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable
from pathlib import Path

import streamlit

from supervision.ui.asgi import Asgi, Message, Receive, Scope, Send, header, takes_gzip
from supervision.ui.drawn_figure import FILE, NAME
from supervision.ui.scripts import CONNECT

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
SCRIPTS = INDEX.parent / "static" / "js"
PARTS = ("PageLink", "Html", "Button", "ButtonGroup", "DownloadButton", "BidiComponent")
"""Streamlit's names for what every leaders' page shows first."""
_UNLIKE_BEFORE = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


class PageFrame:
    """ASGI middleware right before Streamlit: its frame goes out as ours, and all else as it is."""

    def __init__(self, app: Asgi, asked: Callable[[Scope], None] | None = None) -> None:
        self._app = app
        self._asked = asked
        """Hears of each page that is asked for, in a thread."""
        self._streamlits = INDEX.read_bytes()
        self._ours = framed(self._streamlits.decode()).encode()
        self._zipped = gzip.compress(self._ours, 9, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        if self._asked is not None:
            asyncio.get_running_loop().run_in_executor(None, self._asked, scope)
        held: Message = {}

        async def ours(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                held = message
            elif held and message.get("body") == self._streamlits:
                await self._send(scope, held, send)
                held = {}
            else:
                if held:
                    await send(held)
                    held = {}
                await send(message)

        kept = [pair for pair in scope["headers"] if pair[0].lower() not in _UNLIKE_BEFORE]
        await self._app({**scope, "headers": kept}, receive, ours)

    async def _send(self, scope: Scope, start: Message, send: Send) -> None:
        zipped = takes_gzip(scope)
        body = self._zipped if zipped else self._ours
        dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
        headers = [pair for pair in start["headers"] if pair[0].lower() not in dropped]
        headers += [(b"content-length", str(len(body)).encode()), (b"vary", b"accept-encoding")]
        if zipped:
            headers.append((b"content-encoding", b"gzip"))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _asks_for_page(scope: Scope) -> bool:
    """Browsers say that they want a page; scripts, pictures and files are asked for otherwise."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return b"text/html" in header(scope, b"accept")


def framed(frame: str) -> str:
    """The frame with its links; after Streamlit's own, which are wanted first, for a browser fetches six at a time."""
    told = [f"./static/js/{name}" for name in needed() if name not in frame]
    told.append(f"./_stcore/bidi-components/{NAME}/{FILE}")
    links = "".join(f'    <link rel="modulepreload" crossorigin href="{path}">\n' for path in told)
    frame = frame.replace("<head>", f"<head>\n    <script>{CONNECT}</script>", 1)
    return frame.replace("</head>", f"{links}  </head>", 1)


def needed() -> tuple[str, ...]:
    """Files of these parts, and of what they are built upon."""
    files = {path.name for path in SCRIPTS.iterdir()}
    found: dict[str, None] = {}
    waiting = [name for part in PARTS for name in sorted(files) if re.fullmatch(rf"{part}\.[\w-]+\.js", name)]
    while waiting:
        name = waiting.pop(0)
        if name in files and name not in found:
            found[name] = None
            waiting += imported((SCRIPTS / name).read_text(encoding="utf-8"))
    return tuple(found)


def imported(script: str) -> list[str]:
    """What a script can't begin without."""
    return re.findall(r'(?:from|import)\s*["`\']\./([\w.~-]+\.js)["`\']', script)
