"""The dashboard's server: Streamlit behind the guard. `python -m supervision serve` becomes this process."""

from __future__ import annotations

import os
import socket
import sys
import threading
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server

from supervision.access.serving import check_may_serve
from supervision.access.settings import read_settings
from supervision.store.audit import enter_by_browser
from supervision.store.copies.places import copies_named
from supervision.ui.asking import stand_guard
from supervision.ui.assets import Assets
from supervision.ui.beforehand import Beforehand
from supervision.ui.copies_told import nightly, publisher
from supervision.ui.guard import Guard
from supervision.ui.likely import likely
from supervision.ui.page_frame import PageFrame
from supervision.ui.session import copies, record, shown_ledger
from supervision.ui.together import send_together
from supervision.ui.upload_kept import keep_swept

ROOT = Path(__file__).resolve().parents[2]
TURNS = 0.0005
"""Seconds after which a thread that computes lets another go on. Python's own 5 ms make a page, which waits for dozens of
small answers, wait that long for each while a large file is loaded."""


def main() -> None:
    """Serve until stopped; the command before has said already whether that may be."""
    asked = ArgumentParser()
    asked.add_argument("--address", required=True)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--path", default="")
    asked.add_argument("--headless", action="store_true")
    told = asked.parse_args()
    settings = read_settings()
    check_may_serve(told.address, settings)
    enter_by_browser()
    make_ready()
    sys.setswitchinterval(TURNS)
    keep_to_this_machine()
    answer_at_once()
    send_together()
    secrets = {"auth": dict(settings.auth)} if settings.auth is not None else None
    stand_guard()
    between = [
        Middleware(Guard, settings=settings),
        Middleware(Assets),
        Middleware(PageFrame, asked=Beforehand(settings).asked),
    ]
    dashboard = st.App(ROOT / "app.py", secrets=secrets, middleware=between)
    # Streamlit finds this out when `st.navigation` runs first. Until then it would look for pages in files of pages/, find
    # none, and tell whoever opens a page inside before anybody else, signed in or not, that there is no such page.
    PagesManager.uses_pages_directory = False
    dashboard.run(
        config={
            "server.address": told.address,
            "server.port": told.port,
            "server.baseUrlPath": told.path,
            # No page stands around ours: whatever came from one would be looked through for each of a run's own words.
            "client.allowedOrigins": [],
            # app.py freezes what was imported; looking through all else after every run costs more than the run saves.
            "runner.postScriptGC": False,
            # Nobody writes values bare into a page. Looking for them took longer than running it, the first time.
            "runner.magicEnabled": False,
            "logger.enableRich": False,  # it would print an exception with its message
            **({"server.headless": True} if told.headless else {}),
        }
    )


def keep_to_this_machine() -> None:
    """Nobody outside is asked for anything, and whoever connects is who they are.

    Streamlit asks checkip.amazonaws.com for this machine's address, at a start on every address and, with all pages waiting
    for the answer, whenever a page of another site knocks. uvicorn takes X-Forwarded-For for the address of whoever connects
    from this machine: so any program here could pass for the proxy, and nginx, which names browsers by it, never would.
    """
    net_util.get_external_ip = lambda: None
    os.environ["FORWARDED_ALLOW_IPS"] = ""


def answer_at_once() -> None:
    """No answer waits for the browser to say that it has the one before.

    asyncio sends small pieces at once only on sockets that are told to be TCP's, and Streamlit doesn't tell its own. So the
    body of an answer waited for its headers to be acknowledged, and a page's message for the message before: up to 40 ms each.
    """
    bind = starlette_server._bind_socket

    def bound(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        # Every connection that it accepts inherits this.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bound


def make_ready() -> None:
    """Whatever has to be right before anybody is served, and what goes on beside the pages."""
    if copies_named():
        record()
    copies()
    publisher()
    nightly()
    likely().begin()
    if copies() is None:
        keep_swept()
    # The sample is built before anybody asks for a page: whoever comes first would look at an empty one meanwhile.
    threading.Thread(target=_open, name="opening", daemon=True).start()


def _open() -> None:
    with suppress(Exception):  # whoever asks for a page is told
        shown_ledger()
