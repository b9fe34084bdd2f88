"""The commands that take figures from draft to frozen, and write them as files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from supervision.commands.figures import asked_period, asked_view
from supervision.commands.opening import ask_may, note_taken, opened
from supervision.commands.releases_read import READING, say_sentences
from supervision.commands.saying import ALL_WELL, say
from supervision.commands.writing import place_for, say_written, write_whole
from supervision.exports.releases.formats import FORMATS
from supervision.exports.releases.open_data import numbers_csv
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, release_numbered, take_step
from supervision.releases.life import ACTIONS, STATES, Action, Release
from supervision.text import Text, language_of_terminal


def release_command(asked: Namespace) -> int:
    """One of the steps below."""
    return STEPS[asked.step](asked)


def _draft(asked: Namespace) -> int:
    period = asked_period(asked)
    with opened(asked, "draft") as database:
        if asked.unprotected_because:
            ask_may(database, "show small counts")
        document = draft(
            period,
            asked_view(asked, database),
            by=asked.by,
            corrects=asked.corrects,
            why=asked.why,
            unprotected_because=asked.unprotected_because,
        )
        release = keep_draft(database, document, by=asked.by)
    _say_step(release, "draft")
    return say_sentences(release)


def _step(action: Action) -> Callable[[Namespace], int]:
    def take(asked: Namespace) -> int:
        with opened(asked, action) as database:
            why = getattr(asked, "why", None)
            _say_step(take_step(database, asked.release, action, by=asked.by, why=why), action)
        return ALL_WELL

    return take


def _say_step(release: Release, action: Action) -> None:
    done = release.done(action)
    assert done is not None
    say(
        Text(
            zh="第{number}号发布：{by}于{at}{action}，现为“{state}”。校验值 {seal}",
            en="Release {number}: {action} by {by} on {at}; now {state}. Seal {seal}",
        ).with_values(
            number=release.number,
            by=done.by,
            at=f"{done.at:%Y-%m-%d %H:%M}",
            action=ACTIONS[action],
            state=Text(zh=STATES[release.state].zh, en=STATES[release.state].en.lower()),
            seal=release.seal[:12],
        )
    )


def _export(asked: Namespace) -> int:
    kind = FORMATS[asked.format]
    out = place_for(asked.out, *dict.fromkeys((kind.ending, f".{asked.format}")))
    with opened(asked, "take releases away") as database:
        release = release_numbered(database, asked.release)
        note_taken(
            database, "take releases away", release=release.number, state=release.state, format=asked.format
        )
    is_table = out.suffix.lower() == ".csv"
    held = numbers_csv(release) if is_table else kind.make(release, language_of_terminal())
    write_whole(out, held)
    say_written(asked.out, held)
    return ALL_WELL


STEPS: dict[str, Callable[[Namespace], int]] = {
    "draft": _draft,
    "check": _step("check"),
    "send-back": _step("send_back"),
    "freeze": _step("freeze"),
    "withdraw": _step("withdraw"),
    **READING,
    "export": _export,
}
