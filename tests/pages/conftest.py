"""A reader's session on a ledger file of its own, with the invented sample beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.store.database import Database
from supervision.ui.page import place_of
from supervision.ui.session import own_ledger
from supervision.ui.standing import begin_anew
from tests.conftest import ROOT

PATIENCE = 120
"""Seconds before a run counts as hung."""


@dataclass
class Reader:
    """One tab without a browser: what the page would show, as Streamlit hands it to one."""

    tab: AppTest

    def turn_to(self, stem: str) -> AppTest:
        return self.tab.switch_page(f"pages/{place_of(stem).audience}/{stem}.py").run()

    def drop(self, files: dict[str, bytes]) -> AppTest:
        """Put files into the box, in place of what lies there."""
        return self.tab.file_uploader[0].set_value([(name, held, "") for name, held in files.items()]).run()

    def load(self, files: dict[str, bytes]) -> AppTest:
        """Drop and press the button."""
        self.turn_to("upload")
        self.drop(files)
        return self.tab.button(key="commit").click().run()

    def told(self) -> str:
        """Every sentence on the page, one below the other."""
        kinds = (self.tab.error, self.tab.warning, self.tab.info, self.tab.success, self.tab.caption)
        sentences = [
            shown.value for kind in (*kinds, self.tab.markdown, self.tab.subheader) for shown in kind
        ]
        for card in self.cards:
            marked = [words for pair in card.get("marked", ()) for words in pair]
            warned = card.get("choice", {}).get("warns", "")
            said = [card.get("heading", ""), card.get("says", ""), card.get("nothing", ""), warned]
            sentences += [*said, *card.get("sentences", ()), *marked, *card.get("under", ())]
        return "\n".join(sentences).replace("\\", "")

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What stands in the page's sheets: figures, tiles and sentences."""
        sheets = [json.loads(sheet.proto.bytes) for sheet in self.tab.get("bidi_component")]
        return [card for sheet in sheets for row in sheet["rows"] for card in row["parts"]]

    def pressed(self, words: str) -> AppTest:
        """Put into the address what the press of that name in the bar puts there: a period, a filter, the way back."""
        bars = [card["choice"] for card in self.cards if "choice" in card]
        groups = [group for bar in bars for group in (*bar.get("filters", ()), {"of": bar.get("named", ())})]
        offered = [one for group in groups for one in group["of"]]
        offered += [one for bar in bars for one in bar["on"]]
        offered += [bar["resets"] for bar in bars if "resets" in bar]
        (puts,) = (one["puts"] for one in offered if one["says"] == words)
        for name, value in puts.items():
            if value is not None:
                self.tab.query_params[name] = value
                continue
            self.tab.query_params.pop(name, None)
            if f"kept {name}" in self.tab.session_state:
                del self.tab.session_state[f"kept {name}"]
        return self.tab.run()

    def tile(self, label: str) -> str:
        """The big number under that label."""
        (told,) = (card["tile"] for card in self.cards if card.get("tile", {}).get("label") == label)
        return str(told["value"])

    def tables(self, having: str) -> list[list[dict[str, object]]]:
        """The rows of every table that has a column of that heading."""
        drawn = [card["table"] for card in self.cards if "table" in card]
        told = [([one["says"] for one in table["columns"]], table["rows"]) for table in drawn]
        written = [
            [dict(zip(names, row, strict=True)) for row in rows] for names, rows in told if having in names
        ]
        return written + [
            table.value.to_dict("records") for table in self.tab.dataframe if having in table.value.columns
        ]

    def table(self, having: str) -> list[dict[str, object]]:
        """The rows of the one table that has a column of that heading."""
        (found,) = self.tables(having)
        return found

    @property
    def ledger(self) -> Database:
        return own_ledger()


@pytest.fixture
def reader(sample_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """Somebody who has just opened the front page, in English."""
    shutil.copy2(sample_ledger, tmp_path / "sample.duckdb")
    monkeypatch.setenv("SUPERVISION_DATABASE", str(tmp_path / "ledger.duckdb"))
    tab = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    tab.query_params["lang"] = "en"
    yield Reader(tab.run())
    begin_anew()
    st.cache_resource.clear()
    st.cache_data.clear()
