"""The words in which a metric is declared; pages, exports and docs/metrics.md derive from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervision.metrics.shapes import Shape
from supervision.text import Text


@dataclass(frozen=True)
class Unit:
    """件, 家, 次 … and how English counts the same thing."""

    sign: str
    one: str
    many: str

    def of(self, count: object) -> Text:
        return Text(zh=self.sign, en=self.one if count == 1 else self.many)

    @property
    def text(self) -> Text:
        return Text(zh=self.sign, en=self.many)


LEADS = Unit("件", "lead", "leads")
CASES = Unit("件", "case", "cases")
REFERRALS = Unit("件", "referral", "referrals")
UNITS = Unit("家", "unit", "units")
VISITS = Unit("次", "visit", "visits")
CADRE_MONTHS = Unit("人次", "cadre-month", "cadre-months")
HAND_OVERS = Unit("次", "hand-over", "hand-overs")
NEEDS = Unit("个", "need", "needs")
PROBLEMS = Unit("处", "problem", "problems")
DAYS = Unit("天", "day", "days")
QUARTERS = Unit("季度", "quarter", "quarters")
ROWS = Unit("行", "row", "rows")
PER_CENT = Unit("%", "%", "%")


@dataclass(frozen=True)
class Breakdown:
    """One way in which a total is split; its parts add up to the total."""

    name: str
    title: Text


BY_SOURCE = Breakdown("source", Text(zh="来源", en="source"))
BY_MONTH = Breakdown("month", Text(zh="月份", en="month"))
BY_DISTRICT = Breakdown("district", Text(zh="区县", en="district"))
BY_ORGAN = Breakdown("organ", Text(zh="单位类别", en="kind of organ"))
BY_KIND = Breakdown("kind", Text(zh="类别", en="kind"))
BY_GRADE = Breakdown("grade", Text(zh="评查结论", en="grade"))
BY_QUARTER = Breakdown("quarter", Text(zh="季度", en="quarter"))
BY_CRIME = Breakdown("crime", Text(zh="罪名", en="crime"))


@dataclass(frozen=True)
class Rows:
    """Which rows of which ledger a number was made from, so that it can be followed down to them."""

    ledger: str
    question: str
    """Under queries/: one row per key, with a column for every breakdown."""
    part: tuple[tuple[str, str], ...] = ()
    """What a column of the question must hold for this number, whatever the breakdown: (("state", "late"),)."""
    note: Text | None = None
    """How the rows relate to the number where they are not simply what it counts."""
    at_end_of_month: bool = False
    """A stock: what there was when the month of the number ended."""


@dataclass(frozen=True)
class Metric:
    """One thing measured: the query that counts it and everything that a reader must know of it."""

    name: str
    title: Text
    """A question or a finding, never a column name."""
    unit: Unit
    definition: Text
    query: str
    ledgers: tuple[str, ...]
    """Whose waiting rows make the figure interim."""
    shape: Shape
    column: str = "value"
    """The query's column that holds the published number."""
    breakdowns: tuple[Breakdown, ...] = ()
    counts_leads: bool = False
    """A source that has not handed over makes the figure interim."""
    footnotes: tuple[Text, ...] = field(default=())
    behind: Rows | None = None
    """None only where nothing is counted row by row."""
    behind_values: Mapping[str, Rows] = field(default_factory=dict)
    """Of a figure with several values: the rows behind each value where they are not those of `behind`."""
    narrowed_as: str = ""
    """The ledger whose filters a figure answers to, where others are read only to see what became of its rows."""
    nothing: Text | None = None
    """What an answer without rows means, where “none in the period” would say too much."""
    is_never_narrowed: bool = False
    """What is owed is owed for all of the city: a filter would make the rest look missed."""
    is_counted_at_end: bool = False
    """It holds what is open at the period's end, which is not the day of reckoning once the period is over."""

    def rows(self, value: str = "") -> Rows | None:
        """The rows behind its number, or behind one of its values."""
        return self.behind_values.get(value, self.behind)
