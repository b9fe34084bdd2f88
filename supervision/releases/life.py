"""The life of a release as a table of transitions; `check_may` says why a step may not be taken.

Whoever prepared any wording of a release may not check it. What is frozen is never edited: a correction
is a new release.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervision.intake.privacy import signature
from supervision.releases.document import Document
from supervision.text import Refusal, Text

State = Literal["draft", "checked", "frozen", "withdrawn"]
Action = Literal["draft", "reword", "check", "send_back", "freeze", "withdraw"]

STATES: dict[State, Text] = {
    "draft": Text(zh="草稿", en="Draft"),
    "checked": Text(zh="已核对", en="Checked"),
    "frozen": Text(zh="已定稿", en="Frozen"),
    "withdrawn": Text(zh="已撤回", en="Withdrawn"),
}
ACTIONS: dict[Action, Text] = {
    "draft": Text(zh="起草", en="drafted"),
    "reword": Text(zh="修改文稿", en="reworded"),
    "check": Text(zh="核对", en="checked"),
    "send_back": Text(zh="退回", en="sent back"),
    "freeze": Text(zh="定稿", en="frozen"),
    "withdraw": Text(zh="撤回", en="withdrawn"),
}
TRANSITIONS: dict[tuple[State, Action], State] = {
    ("draft", "reword"): "draft",
    ("draft", "check"): "checked",
    ("checked", "send_back"): "draft",
    ("checked", "freeze"): "frozen",
    ("draft", "withdraw"): "withdrawn",
    ("checked", "withdraw"): "withdrawn",
    ("frozen", "withdraw"): "withdrawn",
}
NEEDS_A_REASON: frozenset[Action] = frozenset({"send_back", "withdraw"})


@dataclass(frozen=True)
class Step:
    """Who did what when, and the wording that it was done to."""

    action: Action
    state: State
    edition: int
    by: str
    at: datetime
    why: str | None


@dataclass(frozen=True)
class Release:
    """A release as it stands."""

    number: int
    state: State
    edition: int
    document: Document
    seal: str
    """SHA-256 of the document as it was written down."""
    steps: tuple[Step, ...]
    prepared_by: frozenset[str]
    """Everybody who wrote some of it."""
    corrected_by: int | None = None
    """The frozen release that corrects this one."""

    @property
    def was_published(self) -> bool:
        """Whether its numbers may be known outside, withdrawn since or not."""
        return any(step.action == "freeze" for step in self.steps)

    def done(self, action: Action) -> Step | None:
        """The last time that this was done."""
        return next((step for step in reversed(self.steps) if step.action == action), None)

    @property
    def title(self) -> Text:
        return Text(zh="第{number}号发布", en="Release {number}").with_values(number=self.number)


def check_may(action: Action, release: Release, by: str, why: str | None = None) -> State:
    """The state that the step leads to; Refusal when it may not be taken."""
    state = TRANSITIONS.get((release.state, action))
    if state is None:
        raise Refusal(_not_from_here(action, release))
    if not by.strip():
        raise Refusal(Text(zh="请写明经办人。", en="Say who does it."))
    if action == "check" and same_person(by, release.prepared_by):
        raise Refusal(
            Text(
                zh="{by}起草或修改过第{number}号发布，不能自己核对。请另一人核对。",
                en="{by} wrote some of release {number} and may not check it. Somebody else has to.",
            ).with_values(by=by, number=release.number)
        )
    if action in NEEDS_A_REASON and not (why or "").strip():
        raise Refusal(Text(zh="请写明理由。", en="Give the reason."))
    return state


def why_not(action: Action, release: Release, by: str) -> Text | None:
    """Why this person may not take the step, whatever reason they give; None when they may."""
    try:
        check_may(action, release, by, why="—")
    except Refusal as refusal:
        return refusal.sentence
    return None


def steps_from(state: State) -> list[Action]:
    """The steps that lead on from there."""
    return [action for held, action in TRANSITIONS if held == state]


def same_person(by: str, others: Sequence[str] | frozenset[str]) -> bool:
    """Names are compared without their spaces and capitals, and as they are kept: without anybody's phone number."""
    return _bare(signature(by)) in {_bare(signature(other)) for other in others}


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def _not_from_here(action: Action, release: Release) -> Text:
    allowed = [ACTIONS[step] for step in steps_from(release.state)]
    told = Text(
        zh="、".join(word.zh for word in allowed) or "无", en=", ".join(word.en for word in allowed) or "none"
    )
    return Text(
        zh="第{number}号发布现为“{state}”，不能{action}。可以：{allowed}。",
        en="Release {number} is {state} and can't be {action}. Steps from here: {allowed}.",
    ).with_values(
        number=release.number,
        state=Text(zh=STATES[release.state].zh, en=STATES[release.state].en.lower()),
        action=ACTIONS[action],
        allowed=told,
    )
