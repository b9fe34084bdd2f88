"""Copies in a store that speaks S3: MinIO, Ceph, a cloud's. Wants the package obstore, which nothing else here does.

Keys and the address come from the environment, by the names every such program knows: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from supervision.text import Refusal, Text

try:
    import obstore
    from obstore.exceptions import BaseError, NotFoundError
    from obstore.store import S3Store

    INSTALLED = True
except ImportError:
    INSTALLED = False

LONGEST = timedelta(minutes=30)
"""For one copy; the store's own limit of half a minute is too short for a large one."""


class ObjectShelf:
    """One prefix of a bucket. Such a store shows an object whole or not at all, so nothing has to be renamed."""

    def __init__(self, address: str) -> None:
        told = urlsplit(address)
        if told.scheme != "s3" or not told.netloc:
            raise Refusal(
                Text(
                    zh=f"副本的位置 {address} 读不懂：应为文件夹，或 s3://桶/路径。",
                    en=f"Copies can't lie at {address}: name a folder, or s3://bucket/path.",
                )
            )
        if not INSTALLED:
            raise Refusal(
                Text(
                    zh="使用 s3:// 需要先安装 obstore：pip install obstore==0.12.1。",
                    en="For s3:// install obstore first: pip install obstore==0.12.1.",
                )
            )
        is_open = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http:")
        options: Any = {"allow_http": is_open, "timeout": LONGEST}
        self._store = S3Store(told.netloc, prefix=told.path.strip("/") or None, client_options=options)

    def put(self, name: str, file: Path) -> None:
        """In parts where it is large; there once the last has come."""
        with _told_as_oserror():
            obstore.put(self._store, name, file)

    def put_small(self, name: str, content: bytes) -> None:
        with _told_as_oserror():
            obstore.put(self._store, name, content)

    def take(self, name: str, to: Path) -> None:
        with _told_as_oserror(), to.open("wb") as file:
            for part in obstore.get(self._store, name).stream():
                file.write(part)

    def small(self, name: str) -> bytes | None:
        try:
            with _told_as_oserror():
                return bytes(obstore.get(self._store, name).bytes())
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        with _told_as_oserror():
            return sorted(Path(one["path"]).name for some in obstore.list(self._store) for one in some)

    def drop(self, name: str) -> None:
        with _told_as_oserror():
            obstore.delete(self._store, name)


@contextmanager
def _told_as_oserror() -> Iterator[None]:
    """Whoever uses a shelf knows only one kind of failure; addresses and keys stay out of what is told."""
    try:
        yield
    except NotFoundError:
        raise FileNotFoundError(None, "there is no such copy") from None
    except BaseError as error:
        raise OSError(None, f"the store did not do it ({type(error).__name__})") from None
