"""What every page can be narrowed by, and which ledgers each filter reaches.

A filter reaches a ledger through a column that holds names of the filter's list, or through the ledger
whose rows it hangs on: a visit has no district of its own, but its enterprise has.
"""

from __future__ import annotations

from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Column, Ledger, OneOf
from supervision.text import Text

FILTERS = {
    "source": "sources",
    "district": "districts",
    "organ": "organs",
    "review_kind": "review_kinds",
    "enterprise_kind": "enterprise_kinds",
}
"""The filters' names, as they stand in addresses, and the list that each chooses from."""

WORDS = {
    "source": Text(zh="来源单位", en="Source"),
    "district": Text(zh="区县", en="District"),
    "organ": Text(zh="单位类别", en="Kind of organ"),
    "review_kind": Text(zh="评查方式", en="Kind of review"),
    "enterprise_kind": Text(zh="企业类别", en="Kind of enterprise"),
}


def narrowed_columns(ledger: Ledger) -> dict[str, Column]:
    """The filters that a ledger's own columns answer to, and by which column."""
    return {
        name: column
        for name, list_name in FILTERS.items()
        for column in ledger.columns
        if isinstance(column.kind, OneOf) and column.kind.list_name == list_name
    }


def reaches(name: str, ledger: Ledger) -> bool:
    """Whether a filter narrows a ledger at all."""
    if name in narrowed_columns(ledger):
        return True
    return bool(ledger.belongs_to) and reaches(name, ledger_named(ledger.belongs_to))
