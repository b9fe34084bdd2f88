"""The server's log: one JSON object a line on standard error, without contents.

An exception's message may hold a cell and a library's words a file's name or an address. So of an exception its kind is
written down and where it was raised, and of other people's words only those that stand in their program as they are.
"""

from __future__ import annotations

import ast
import json
import logging
import sys
import threading
import traceback
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from supervision.events import LOG
from supervision.store.database import LOCAL

ROOT = Path(__file__).resolve().parents[2]
FRAMES = 40
"""Of one exception, the innermost."""


class Lines(logging.Formatter):
    """One JSON object for each record."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, LOCAL).isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        facts = getattr(record, "facts", None)
        if record.name == LOG.name and facts is not None:
            told |= {"event": record.msg, **{name: fact for name, fact in facts.items() if fact is not None}}
        else:
            told["event"] = record.msg if _stands_in(record.pathname, record.msg) else record.name
            told["at"] = f"{_place(record.pathname)}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            told["raised"] = _raised(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


@lru_cache(maxsize=256)
def _words_in(path: str) -> frozenset[str]:
    """Every text that stands in a program as it is; parts of texts put together when it runs are no such texts."""
    try:
        program = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    parts = {id(part) for one in ast.walk(program) if isinstance(one, ast.JoinedStr) for part in one.values}
    return frozenset(
        one.value
        for one in ast.walk(program)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in parts
    )


def _stands_in(path: str, words: object) -> bool:
    return isinstance(words, str) and words in _words_in(path)


def _place(path: str) -> str:
    """A file of this program from its root on, one of a library from the library on."""
    for root in (*(Path(entry) for entry in sys.path if entry.endswith("-packages")), ROOT):
        if Path(path).is_relative_to(root):
            return str(Path(path).relative_to(root))
    return Path(path).name


def _raised(error: BaseException) -> list[dict[str, Any]]:
    """An exception and those that led to it, the first to be caught first."""
    told: list[dict[str, Any]] = []
    one: BaseException | None = error
    while one is not None and len(told) < 5:
        frames = [
            f"{_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(one.__traceback__)
        ]
        told.append({"kind": f"{type(one).__module__}.{type(one).__qualname__}", "frames": frames[-FRAMES:]})
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return told


def write_lines() -> None:
    """From now on everything that this process logs, Streamlit and uvicorn too, is written so.

    To be called before the server is made: what raises where nobody catches it is written so as well.
    """
    import streamlit.logger
    from uvicorn.config import LOGGING_CONFIG

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)

    def through_the_root(logger: logging.Logger) -> None:
        """In place of a handler and format of its own for each of Streamlit's loggers."""
        if (own := getattr(logger, "streamlit_console_handler", None)) is not None:
            logger.removeHandler(own)
        logger.streamlit_console_handler = handler  # type: ignore[attr-defined]
        logger.addHandler(handler)

    streamlit.logger.setup_formatter = through_the_root
    streamlit.logger.update_formatter()
    LOGGING_CONFIG["formatters"] = {
        name: {"()": lambda **_colours: Lines()} for name in LOGGING_CONFIG["formatters"]
    }
    for one in LOGGING_CONFIG["handlers"].values():
        one["stream"] = "ext://sys.stderr"
    _catch_the_uncaught()


def _catch_the_uncaught() -> None:
    """Python's own way is to print the message."""

    def told(error: BaseException | None, where: str) -> None:
        caught = (type(error), error, error.__traceback__) if error is not None else None
        LOG.critical("uncaught", exc_info=caught, extra={"facts": {"kind": where}})

    def on_exit(_kind: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
        told(error, "main")

    sys.excepthook = on_exit
    threading.excepthook = lambda args: told(args.exc_value, "thread")
    sys.unraisablehook = lambda args: told(args.exc_value, "unraisable")
