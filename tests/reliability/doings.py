"""What threads do to one open ledger at once, and the notes that are taken of it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Hashable
from datetime import date
from random import Random
from typing import Any

from supervision.access.rules import Role
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.mending import mend
from supervision.metrics import leads
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, release_numbered, take_step
from supervision.store.batches import batches, undo
from supervision.store.database import Database
from supervision.store.dealing import dismiss
from supervision.store.loads import load
from supervision.store.people import enrol, enrolled
from supervision.store.questions import ask
from supervision.store.waiting import Waiting, waiting_rows
from supervision.text import Refusal
from tests.reliability.courses import LEDGERS, Answer, Span, Write
from tests.spec.plain_ledger import Done, HandOver

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
AS_OF = date(2022, 12, 31)
DAYS = {"from_day": YEAR.first, "until_day": YEAR.until}
NAMES = [f"H{number}" for number in range(1, 31)]
ROLES: list[frozenset[Role]] = [
    frozenset(), frozenset({"leader"}), frozenset({"analyst"}), frozenset({"leader", "press"})
]  # fmt: skip


NEXT = {
    (None, "draft"): "draft",
    ("draft", "check"): "checked",
    ("checked", "freeze"): "frozen",
    ("draft", "withdraw"): "withdrawn",
    ("checked", "withdraw"): "withdrawn",
    ("frozen", "withdraw"): "withdrawn",
}
"""The life of a release, told once more."""


class Doings:
    """Threads take one operation after the other until enough were done."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.writes: list[Write] = []
        self.answers: list[Answer] = []
        self.steps: dict[str, tuple[str, int, Span, str]] = {}
        """By who took the step: its kind, the release, when, and which it was."""
        self.wrong: list[str] = []
        self.refused = 0
        self.hang = False
        self._seed = seed
        self._clock = itertools.count(1)
        self._due = itertools.count(0)
        self._releases = 0
        self._granted: dict[str, int] = {}

    def run(self, operations: int, threads: int, patience: float) -> None:
        """Until so many operations were begun; `hang` when somebody does not come back."""
        doing = [
            threading.Thread(target=self._go_on, args=(place, operations), daemon=True)
            for place in range(threads)
        ]
        for thread in doing:
            thread.start()
        for thread in doing:
            thread.join(patience)
        self.hang = any(thread.is_alive() for thread in doing)
        if self.hang:
            self.wrong.append("threads wait for one another")

    def _go_on(self, thread: int, operations: int) -> None:
        luck = Random(f"{self._seed} {thread}")
        kinds, weights = zip(*WEIGHTS.items(), strict=True)
        while next(self._due) < operations and not self.wrong:
            (kind,) = luck.choices(kinds, weights)
            begun = next(self._clock)
            try:
                DOINGS[kind](self, kind, begun, luck, thread)
            except Exception as error:
                self.wrong.append(f"{kind} at {begun}: {type(error).__name__}: {str(error)[:200]}")

    def _span(self, begun: int) -> Span:
        return Span(begun, next(self._clock))

    def _wrote(
        self,
        kind: str,
        begun: int,
        batch: int | None,
        does: Callable[[list[Done]], Done],
        may: Callable[[Any], bool] = lambda moment: True,
    ) -> None:
        assert batch is not None
        self.writes.append(Write(kind, LEDGERS, batch, self._span(begun), does, may))

    def _told(
        self,
        kind: str,
        begun: int,
        said: Any,
        fits: Callable[[Any], bool],
        of: Hashable = LEDGERS,
        **more: Any,
    ) -> None:
        self.answers.append(Answer(kind, of, self._span(begun), fits, said, **more))

    def _was_refused(
        self, kind: str, begun: int, refusal: Refusal, fits: Callable[[Any], bool], of: Hashable = LEDGERS
    ) -> None:
        self.refused += 1
        self._told(f"{kind}, refused", begun, refusal.sentence.en, fits, of)

    # Those who write

    def load(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """Half of them after a look, as the upload page does."""
        after = self.database.newest_batch if luck.random() < 0.5 else None
        file = drawn(luck)

        def may(moment: Any) -> bool:
            return after is None or moment.batch == after

        try:
            made = load(self.database, [file.file], by="甲", after=after)
        except Refusal as refusal:
            self._was_refused(kind, begun, refusal, lambda moment: not may(moment))
            return
        self._wrote(kind, begun, made.batch, file.done, may)

    def rehearse(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """What a preview shows is what the load would lead to, and nothing of it stays."""
        file = drawn(luck)
        seen: list[tuple[int, set[Any]]] = []

        def look(cursor: Any, batch: int) -> None:
            rows = cursor.execute("select number, status, district from leads").fetchall()
            seen.append((batch - 1, set(rows)))

        load(self.database, [file.file], by="乙", rehearse=True, asking=look)
        ((before, standing),) = seen
        self._told(
            kind, begun, standing, lambda moment: moment.after(file.done(moment.model)).standing == standing,
            at=before, is_first_hand=True,
        )  # fmt: skip

    def undo(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        newest = self.database.newest_batch
        batch = luck.randint(max(1, newest - 12), newest + 1)

        def may(moment: Any) -> bool:
            return batch <= moment.batch and batch not in moment.undone

        try:
            made = undo(self.database, batch, by="丙")
        except Refusal as refusal:
            self._was_refused(kind, begun, refusal, lambda moment: not may(moment))
            return
        self._wrote(kind, begun, made.batch, lambda model: Done("undo", batch), may)

    def deal(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """Mend or dismiss a row or two of those that wait."""
        waiting = waiting_rows(self.database)
        rows = {key_of(row): row for row in luck.sample(waiting, min(2, len(waiting)))}
        if not rows:
            return
        ids = {key: rank_of(row) for key, row in rows.items()}
        status = luck.choice(("已登记", "已办结"))

        def may(moment: Any) -> bool:
            return ids.items() <= moment.waits.items()

        try:
            if kind == "mend":
                cells = {row.id: {"来电时间": "2022-03-07", "办理状态": status} for row in rows.values()}
                result = mend(self.database, cells, by="丁").result
                batch = result.batch if result else None
            else:
                batch = dismiss(self.database, [row.id for row in rows.values()], by="丁", reason="twice")
        except Refusal as refusal:
            self._was_refused(kind, begun, refusal, lambda moment: not may(moment))
            return
        if kind == "mend":
            offers = tuple((row.handed_for.month, row.line, key, status) for key, row in rows.items())
            done = Done("mend", offers=offers, deals=tuple(rows))
        else:
            done = Done("dismiss", deals=tuple(rows))
        self._wrote(kind, begun, batch, lambda model: done, may)

    def grant(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """Each thread for a person of its own, so that the order is known."""
        name, roles = f"示例{thread}", luck.choice(ROLES)
        enrol(self.database, name, roles, by="管理员")
        self._granted[name] = self._granted.get(name, 0) + 1
        self.writes.append(Write(kind, name, self._granted[name], self._span(begun), roles))

    def draft(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        view = View(self.database, self.database.newest_batch, AS_OF)
        by = f"起草{begun}"
        document = draft(YEAR, view, by=by, metrics=(leads.received,), unprotected_because="invented names")
        self._told(
            "figures of a draft", begun, total_of(document), stands(total_of(document)), at=view.known_at
        )
        number = keep_draft(self.database, document, by=by).number
        self._releases = max(self._releases, number)
        self.steps[by] = (kind, number, self._span(begun), "draft")

    def step(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        if not self._releases:
            return
        number = luck.randint(max(1, self._releases - 2), self._releases)
        action = luck.choice(("check", "check", "freeze", "withdraw"))
        by = f"经办{begun}"
        try:
            take_step(self.database, number, action, by=by, why="twice")
        except Refusal as refusal:
            self._was_refused(kind, begun, refusal, lambda state: (state, action) not in NEXT, number)
            return
        self.steps[by] = (kind, number, self._span(begun), action)

    # Those who read

    def look(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """One statement on a cursor of its own."""
        rows = self.database.rows(
            "select (select coalesce(max(batch), 0) from history.batches), number, status, district "
            "from (select 1) left join leads on true"
        )
        standing = {(number, *cells) for _, number, *cells in rows if number}
        self._told(
            kind,
            begun,
            standing,
            lambda moment: moment.standing == standing,
            at=rows[0][0],
            is_first_hand=True,
        )

    def page(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """Several questions of one view: all of the batch that the page names."""
        view = View(self.database, self.database.newest_batch, AS_OF)
        figure = measure(leads.received, YEAR, view)
        keys = {row["key"].split()[1] for row in view.ask("rows/leads_received", **DAYS)}
        waiting = sum(row.rows for row in figure.gaps.waiting)
        parts = [
            sum(int(row.value or 0) for row in figure.members(by)) for by in ("source", "month", "district")
        ]
        self._told(
            kind, begun, (figure.value, parts, keys, waiting),
            lambda moment: keys == {key for key, _, _ in moment.standing}
            and {figure.value, *parts} == {len(keys)}
            and waiting == len(moment.waits),
            at=view.known_at,
        )  # fmt: skip

    def ask(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        """Without a batch: what is remembered must be of now."""
        keys = {
            row["key"].split()[1] for row in ask(self.database, "rows/leads_received", as_of=AS_OF, **DAYS)
        }
        self._told(kind, begun, keys, lambda moment: keys == {key for key, _, _ in moment.standing})

    def kept(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        standing = set(self.database.kept("select number, status, district from leads"))
        self._told(kind, begun, standing, lambda moment: moment.standing == standing)

    def newest(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        self._told(kind, begun, None, lambda moment: True, at=self.database.newest_batch)

    def waits(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        ranks = {key_of(row): rank_of(row) for row in waiting_rows(self.database)}
        self._told(kind, begun, ranks, lambda moment: moment.waits == ranks)

    def books(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        told = batches(self.database)
        undone = {batch.batch for batch in told if batch.undone_by}
        self._told(
            kind, begun, undone, lambda moment: moment.undone == undone, at=len(told), is_first_hand=True
        )

    def of_old(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        self.answers.append(self.told_of_old(luck.randint(0, self.database.newest_batch), begun))

    def told_of_old(self, batch: int, begun: int = 0) -> Answer:
        """The ledger as known at a batch, which nothing that comes later changes."""
        rows = self.database.rows("select number, status, district from leads", known_at=batch)
        asked = ask(self.database, "rows/leads_received", batch, AS_OF, **DAYS)
        keys, standing = {row["key"].split()[1] for row in asked}, set(rows)
        return Answer(
            "of a past batch", LEDGERS, self._span(begun),
            lambda moment: moment.standing == standing and keys == {key for key, _, _ in standing},
            standing, batch, is_old=True,
        )  # fmt: skip

    def person(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        name = f"示例{luck.randrange(3)}"
        found = enrolled(self.database, name)
        roles = found.roles if found else None
        self._told(kind, begun, roles, lambda state: state == roles, name)

    def state(self, kind: str, begun: int, luck: Random, thread: int) -> None:
        if not self._releases:
            return
        number = luck.randint(1, self._releases)
        state = release_numbered(self.database, number).state
        self._told(kind, begun, state, lambda known: known == state, number)


def drawn(luck: Random) -> HandOver:
    """A file with some good and bad rows."""
    good = {name: luck.choice(("已登记", "已办结")) for name in luck.sample(NAMES, luck.randint(0, 12))}
    return HandOver(
        luck.randint(1, 6), good, set(luck.sample(NAMES, luck.randint(0, 3))), luck.random() < 0.5
    )


def key_of(row: Waiting) -> str:
    assert row.key is not None
    return row.key.split()[1]


def rank_of(row: Waiting) -> tuple[int, int, int]:
    return row.handed_for.month, row.batch, row.line


def total_of(document: Document) -> int:
    """0 where the ledger has not begun, for then nothing is told of it."""
    totals = [told.total() for told in document.told]
    return sum(int(total.value or 0) for total in totals if total)


def stands(total: int) -> Callable[[Any], bool]:
    return lambda moment: len(moment.standing) == total


DOINGS: dict[str, Callable[[Doings, str, int, Random, int], None]] = {
    "load": Doings.load,
    "rehearse": Doings.rehearse,
    "undo": Doings.undo,
    "mend": Doings.deal,
    "dismiss": Doings.deal,
    "grant roles": Doings.grant,
    "draft": Doings.draft,
    "step of a release": Doings.step,
    "look": Doings.look,
    "page": Doings.page,
    "remembered answer": Doings.ask,
    "kept answer": Doings.kept,
    "newest batch": Doings.newest,
    "waiting rows": Doings.waits,
    "books": Doings.books,
    "of a past batch": Doings.of_old,
    "roles of a person": Doings.person,
    "state of a release": Doings.state,
}
WEIGHTS = dict.fromkeys(DOINGS, 6) | {
    "load": 12, "rehearse": 3, "mend": 3, "dismiss": 3, "grant roles": 3, "draft": 2, "step of a release": 8,
}  # fmt: skip
"""Those who write are few, and each write takes long beside an answer."""
