"""Addresses of pages: every word that a page reads out of one, by the functions that read it; and whole pages."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.figures.measuring import View
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.narrowing import FILTERS
from supervision.ledgers.reference import reference_list
from supervision.metrics.catalogue import every_metric
from supervision.store.browsing import browse
from supervision.text import Text
from supervision.ui import choices, ledger_choice, press_releases, wall
from supervision.ui.page import PAGES, ROOT
from supervision.ui.session import language
from tests.intake.odd_cells import ODD
from tests.reliability.fuzzing.documents import released
from tests.reliability.fuzzing.kind import Kind, Outcome

_WORDS = (
    "lang", "from", "to", "as_of", "known_at", *FILTERS, "ledger", "q", "sort", "down", "leaf", "size", "row", "behind",
    "part", "value", "over", "release", "screen", "every", "number", "is.number", "is.district", "is.received_on",
    "is.source", "is.summary", "embed", "",
)  # fmt: skip
_VALUES = (
    "2022-03-01", "2022-12-31", "2022-02-30", "0001-01-01", "9999-12-31", "20220301", "2022-W10-1", "2022-03-01..2022-03-31",
    "..", "2100-12-31", "1990-01-01", "1990-01-01..2100-12-31", "1", "0", "-1", "3", "9" * 30, "9" * 5000, "１", "²", "٣", "1e3",
    "zh", "en", "wall", "leads", "visits", "source:12345平台", "source:", ":", "!", "*", "~x", "~", "%", "_", "'", '"; drop', "\\",
    "\x00", "\ud7ff", "x" * 3000, "[x](javascript:1)", "<b>", "$x$", ":red[x]", "no_such_column", "number", "_key",
)  # fmt: skip


@cache
def _begun() -> list[bytes]:
    released()
    addresses: list[list[tuple[str, str]]] = [
        [
            ("from", "2022-03-01"),
            ("to", "2022-12-31"),
            ("as_of", "2022-07-01"),
            ("known_at", "1"),
            ("lang", "en"),
        ],
        [(name, reference_list(listed).names[0]) for name, listed in FILTERS.items()],
        [("screen", "wall"), ("every", "20")],
        [("release", "1")],
        [("number", "1")],
    ]
    addresses += [
        [("ledger", ledger.name), ("q", "x"), ("sort", ledger.columns[0].name), ("down", "1"), ("leaf", "2"), ("size", "50"),
         *((f"is.{column.name}", column.example) for column in ledger.columns[:3])]
        for ledger in LEDGERS
    ]  # fmt: skip
    addresses += [
        [("behind", metric.name), ("part", "source:12345平台"), ("value", next(iter(metric.behind_values), "")),
         ("over", "2022-03-01..2022-03-31")]
        for metric in every_metric()
    ]  # fmt: skip
    return [urlencode(address).encode() for address in addresses]


def _changed(luck: Random, held: bytes) -> bytes:
    told = parse_qsl(held.decode("ascii", "replace"), keep_blank_values=True)
    for _ in range(luck.choice((1, 1, 2, 4))):
        value = luck.choice(luck.choice((_VALUES, ODD)))
        match luck.randrange(5):
            case 0:
                told.insert(luck.randrange(len(told) + 1), (luck.choice(_WORDS), value))
            case 1 if told:
                del told[luck.randrange(len(told))]
            case 2 if told:
                at = luck.randrange(len(told))
                name, before = told[at]
                cut = luck.randrange(len(before) + 1)
                told[at] = (
                    name,
                    before[:cut]
                    + luck.choice(("", value[:20], "0", "x"))
                    + before[cut + luck.randrange(3) :],
                )
            case 3 if told:
                at = luck.randrange(len(told))
                told.append((told[at][0], value))
            case _ if told:
                at = luck.randrange(len(told))
                told[at] = (told[at][0], value)
    return urlencode(told[:12]).encode("ascii", "replace")


def _into_address(held: bytes) -> dict[str, list[str]]:
    """Streamlit keeps words of its own to itself."""
    told: dict[str, list[str]] = {}
    for name, value in parse_qsl(held.decode("ascii", "replace"), keep_blank_values=True):
        if not name.startswith("embed"):
            told.setdefault(name, []).append(value)
    return told


def _read_as_pages_do(held: bytes) -> Outcome:
    """Every word of the address by whoever reads it."""
    st.query_params.from_dict(_into_address(held))
    database = released()
    choices.carry_over()
    address, heard = st.query_params, list[Text]()
    as_of = choices._day(address, "as_of", heard.append) or date(2022, 7, 1)
    known_at = choices._batch(address, database, heard.append)
    if not 0 <= known_at <= database.newest_batch:
        return "a batch that there never was", "read"
    narrowed = {
        name: value for name in FILTERS if (value := choices._member(address, name, heard.append)) is not None
    }
    if any(value not in reference_list(FILTERS[name]).names for name, value in narrowed.items()):
        return "narrowed to what is on no list", "read"
    period = choices._period(address, as_of, heard.append)
    if (
        language() not in ("zh", "en")
        or not wall.SHORTEST <= wall.seconds(st.query_params.get("every")) <= wall.LONGEST
    ):
        return "out of bounds", "read"
    press_releases._asked()
    asked = ledger_choice.asked_for()
    choice = choices.Choice(period, View(database, known_at, as_of, tuple(narrowed.items())), None)
    wanted = asked.wanted(choice)
    for column, cells in asked.cells:
        ledger_choice.cells_said(asked.ledger.column(column), cells)
    if len(held) % 40:
        return None, "read"
    leaf = browse(database, wanted, known_at, as_of, first=(asked.leaf - 1) * asked.size, rows=asked.size)
    return (
        None if len(leaf.rows) <= min(asked.size, leaf.total) else "more rows than asked for"
    ), "read and asked"


def _open_page(held: bytes) -> Outcome:
    """A whole page, opened by such an address in a new tab; the reader's own ledger is a file of this trial's own."""
    os.environ["SUPERVISION_DATABASE"] = str(released().path)
    place = PAGES[len(held) % len(PAGES)]
    tab = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    for name, values in _into_address(held).items():
        tab.query_params[name] = values
    tab.switch_page(str(place.file.relative_to(ROOT))).run()
    if tab.exception:
        told = tab.exception[0]
        return f"{place.stem}: {(told.stack_trace or [told.message])[-1].strip()}", "broken"
    return None, f"opened {place.stem}"


def kinds() -> Iterator[Kind]:
    for name in ("scriptrunner_utils.script_run_context", "state.session_state_proxy"):
        # Streamlit warns of every word that is read outside a page's run.
        logging.getLogger(f"streamlit.runtime.{name}").disabled = True
    yield Kind("address", 2500, _begun, _changed, _read_as_pages_do)
    yield Kind("page", 3, _begun, _changed, _open_page)
