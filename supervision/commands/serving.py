"""The command that serves the dashboard."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

from supervision.serving import check_may_serve

ROOT = Path(__file__).resolve().parents[2]


def serve_command(asked: Namespace) -> NoReturn:
    """Become Streamlit, so that whoever stops this stops that; Refusal for an address that others can reach."""
    check_may_serve(asked.address)
    os.chdir(ROOT)  # where Streamlit looks for its settings
    words = ["run", "app.py", "--server.address", asked.address, "--server.port", str(asked.port)]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", *words])
