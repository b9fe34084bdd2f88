"""All ledgers, in the order in which people speak of them."""

from supervision.ledgers.annotations import ANNOTATIONS
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.leads import COLLECTIONS, LEADS
from supervision.ledgers.members import MEMBERS
from supervision.ledgers.reviews import REFERRALS, REVIEWS
from supervision.ledgers.visits import CADRES, ENTERPRISES, NEEDS, VISITS

LEDGERS: tuple[Ledger, ...] = (
    LEADS, COLLECTIONS, REVIEWS, REFERRALS, ENTERPRISES, CADRES, VISITS, NEEDS, MEMBERS, ANNOTATIONS,
)  # fmt: skip


def ledger_named(name: str) -> Ledger:
    """The ledger of that name; raises KeyError for any other word."""
    return {ledger.name: ledger for ledger in LEDGERS}[name]
