"""Releases that lie side by side within a longer one: months and their quarter, two quarters and their half-year."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from supervision.disclosure import THRESHOLD
from supervision.disclosure.earlier import Spell, beside_earlier, tied_in_time
from supervision.disclosure.protecting import protect
from tests.releases.attacker import At, told
from tests.releases.test_disclosure import FLAT, few, is_open, picture, tables

JAN, FEB = (date(2022, 1, 1), date(2022, 1, 31)), (date(2022, 2, 1), date(2022, 2, 28))


@few
@given(tables(FLAT), tables(FLAT))
def test_two_months_and_the_two_together_tell_nothing(jan: dict[At, int], feb: dict[At, int]) -> None:
    both = {at: jan[at] + feb[at] for at in jan}
    joined = picture(FLAT, both)
    hidden = {}
    for name, month in (("jan", jan), ("feb", feb)):
        hidden[name] = protect(picture(FLAT, month)).hidden
        joined = beside_earlier(joined, picture(FLAT, month), hidden[name], name, grown=both)
    spells = [
        [Spell(JAN[0], FEB[1], at), Spell(*JAN, ("jan", at)), Spell(*FEB, ("feb", at))]
        for at in both
        if not is_open(at)
    ]
    found = protect(tied_in_time(joined, spells)).hidden
    now = {at for at in both if at in found}

    def width(of: str, at: At, hiding: set[At]) -> float:
        attack = told(FLAT, "jan", jan, hidden["jan"])
        for month, counts in (("feb", feb), ("both", both)):
            tables = ["jan", "feb"] if month == "both" else [month]
            for one, value in counts.items():
                attack.cells(tables, one)
                if one not in (hiding if month == "both" else hidden[month]):
                    attack.learn(tables, one, value)
        return attack.width(["jan", "feb"] if of == "both" else [of], at)

    closed = {at for at in both if not is_open(at)}
    guarded = [(name, at) for name in ("jan", "feb") for at in hidden[name]] + [("both", at) for at in now]
    assert not [
        (name, at)
        for name, at in guarded
        if (told_now := width(name, at, now)) < THRESHOLD and told_now < width(name, at, closed)
    ]
