"""What becomes of each heading of a file: every one is accounted for, and who may have stood under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision.intake.privacy import masked
from supervision.intake.profiles import Profile, same_heading
from supervision.ledgers.rows import Placed, Why

_PRIVATE = ("never_stored", "unknown", "twice")


def placed(
    profile: Profile,
    headings: Sequence[str],
    places: Mapping[str, int],
    parts: Mapping[str, Sequence[int]],
) -> tuple[Placed, ...]:
    """Every heading in its order, then the columns that the profile fills without one."""
    columns = {place: column for column, several in parts.items() for place in several}
    columns |= {place: column for column, place in places.items()}
    compared = [same_heading(heading) for heading in headings]
    dropped = {same_heading(heading) for heading in profile.never_stored}
    ignored = {same_heading(heading) for heading in profile.ignored}

    def why(place: int) -> Why:
        if place in columns:
            return "taken"
        if compared[place] in dropped:
            return "never_stored"
        if compared[place] in ignored:
            return "ignored"
        return "twice" if compared[place] and compared[place] in compared[:place] else "unknown"

    told = [Placed(masked(heading), columns.get(place), why(place)) for place, heading in enumerate(headings)]
    constants = [name for name in profile.constants if name not in places and name not in parts]
    return (*told, *(Placed("", name, "constant") for name in constants))


def safe_until(told: Sequence[Placed]) -> int:
    """How many columns may be kept of a row that has cells too many.

    Such a row has shifted to the right, so a complainant's name may stand anywhere from its own heading on.
    """
    headings = [entry for entry in told if entry.why != "constant"]
    private = (place for place, entry in enumerate(headings) if entry.why in _PRIVATE)
    return next(private, len(headings))


def is_all_open(told: Sequence[Placed]) -> bool:
    """Whether no heading of the file is one under which a complainant may stand."""
    return all(entry.why not in _PRIVATE for entry in told)
