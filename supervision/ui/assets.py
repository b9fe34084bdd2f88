"""Files that never change, handed out compressed and once: Streamlit's own scripts, named by their hashes, and ours.

Streamlit sends its scripts as they lie on disk, 3 MB of them before the first word of a page. Here each is compressed the
first time somebody asks for it and kept; a browser keeps it for a year. nginx in front finds nothing left to do.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
import threading
from pathlib import Path

import streamlit
from anyio import to_thread

from supervision.ui.asgi import Asgi, Receive, Scope, Send, takes_gzip
from supervision.ui.drawn_figure import FILE, NAME, SCRIPT

STATIC = Path(streamlit.__file__).parent / "static" / "static"
_ASKED = re.compile(r"/static/((?:js|css|media)/[\w.~-]+)$")
_THERE = frozenset(str(file.relative_to(STATIC)) for file in STATIC.rglob("*") if file.is_file())
"""Whatever else is asked for is neither looked for nor remembered: anybody may ask."""
_OURS = f"/_stcore/bidi-components/{NAME}/{FILE}"
_COMPRESSED_ALREADY = (".woff2", ".woff", ".png", ".gif", ".jpg")
_FOR_EVER = b"public, max-age=31536000, immutable"


class Assets:
    """ASGI middleware behind the guard: answers for files, and passes everything else on."""

    def __init__(self, app: Asgi) -> None:
        self._app = app
        self._kept: dict[tuple[str, bool], bytes] = {}
        self._making = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = _asked_for(scope)
        if name is None:
            await self._app(scope, receive, send)
            return
        zipped = takes_gzip(scope) and not name.endswith(_COMPRESSED_ALREADY)
        if (name, zipped) not in self._kept:
            await to_thread.run_sync(self._keep, name, zipped)
        held = self._kept[name, zipped]
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(held)).encode()),
            (b"cache-control", _FOR_EVER),
            (b"vary", b"accept-encoding"),
            *([(b"content-encoding", b"gzip")] if zipped else []),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": held if scope["method"] == "GET" else b""})

    def _keep(self, name: str, zipped: bool) -> None:
        """One at a time: thirty files are asked for at once, and there are few cores."""
        with self._making:
            if (name, zipped) not in self._kept:
                held = _read(name)
                if zipped:
                    held = gzip.compress(held, 9, mtime=0)
                self._kept[name, zipped] = held


def _asked_for(scope: Scope) -> str | None:
    """The file of ours or Streamlit's that a request names, if it names one."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    path = str(scope["path"])
    if path.endswith(_OURS):
        return FILE
    found = _ASKED.search(path)
    return found[1] if found and found[1] in _THERE else None


def _read(name: str) -> bytes:
    return SCRIPT.encode() if name == FILE else (STATIC / name).read_bytes()
