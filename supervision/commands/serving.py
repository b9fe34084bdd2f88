"""The command that serves the dashboard."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

from supervision.access.serving import check_may_serve
from supervision.access.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]


def serve_command(asked: Namespace) -> NoReturn:
    """Become the server, so that whoever stops this stops that; Refusal for an address open to strangers."""
    check_may_serve(asked.address, read_settings())
    os.environ["SUPERVISION_DATABASE"] = str(asked.database.resolve())
    os.chdir(ROOT)  # where Streamlit looks for its settings
    words = ["--address", asked.address, "--port", str(asked.port), "--path", asked.path]
    headless = ["--headless"] if asked.headless else []
    os.execv(sys.executable, [sys.executable, "-m", "supervision.ui.server", *words, *headless])
