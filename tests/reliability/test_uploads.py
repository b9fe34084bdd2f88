"""The short form of `python -m tests.reliability.uploads`, and a press that comes to a server started anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervision.loading import load_paths
from supervision.sample import EXPORTS
from supervision.store.database import open_database
from tests.access.wire import Visit
from tests.reliability.analyst import COMMIT, Analyst
from tests.reliability.children import fresh
from tests.reliability.deeds import LEDGER
from tests.reliability.uploads import Tally, Uploads, strikes


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Uploads]:
    made = Uploads(tmp_path_factory.mktemp("uploads"))
    yield made
    made.close()


def test_an_upload_that_is_killed_leaves_the_ledger_as_before_or_as_after(uploads: Uploads) -> None:
    tally = Tally()
    strikes(uploads, 3, tally, seed=7)
    assert tally.times == 3
    assert tally.wrong == []


def test_a_press_on_a_page_of_the_server_before_loads_nothing_that_was_not_looked_at(
    uploads: Uploads,
) -> None:
    """The browser had nothing drawn anew: the new server knows the preview from the address alone."""
    fresh(uploads.base, uploads.work)
    before = uploads.served()
    analyst = Analyst(before)
    analyst.open()
    analyst.upload()
    analyst.preview()
    looked_at, query = analyst.drawn, analyst.visit.query
    before.end()
    ledger = open_database(uploads.work / LEDGER)
    load_paths(ledger, [EXPORTS / "2022-03"], by="somebody else")
    ledger.close()

    after = uploads.served()
    drawn = Visit(after.address).replay(looked_at, COMMIT, {}, query)
    after.end()
    assert drawn.errors == []
    assert COMMIT in drawn.buttons
    assert "after you looked, somebody else made batch 2" in drawn.words.replace("\\\\", "")
    ledger = open_database(uploads.work / LEDGER)
    assert ledger.newest_batch == 2
    ledger.close()
