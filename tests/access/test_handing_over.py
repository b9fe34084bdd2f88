"""A download is given to whoever may have it when it is pressed, and holds what is theirs then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervision.access.people import Person, read_roles
from supervision.text import Refusal
from supervision.ui import asking

ANALYST = Person("li@office.example", read_roles(["analyst"]))


class Place:
    """Where the button would stand; keeps what pressing it does."""

    given: Callable[[], bytes] | None = None

    def download_button(self, _label: str, given: Callable[[], bytes], **_look: Any) -> None:
        self.given = given


@pytest.mark.parametrize(
    ("now", "is_given"),
    [
        (Person("li@office.example", read_roles(["analyst"])), True),
        (Person("li@office.example", read_roles(["analyst"]), only={"source": "市营商局"}), False),
        (Person("li@office.example", read_roles(["leader"])), False),
        (Person("li@office.example", read_roles([])), False),
    ],
)
def test_what_was_offered_before_roles_changed_is_not_given_after(
    now: Person, is_given: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISION_DATABASE", str(tmp_path / "ledger.duckdb"))
    clicked = iter([ANALYST, now])
    monkeypatch.setattr(asking, "_asker", lambda: lambda: next(clicked))
    place = Place()
    asking.hand_over(
        "take rows away", "rows", b"a\n", file_name="a.csv", mime="text/csv", key="k", place=place
    )
    assert place.given is not None
    if is_given:
        assert place.given().startswith(b"a\n")
    else:
        with pytest.raises(Refusal):
            place.given()
