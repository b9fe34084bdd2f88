"""Profiles on the command line: list them, show one as TOML, add one from a file, take one out of use."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.commands.opening import opened, who
from supervision.commands.saying import ALL_WELL, said, say, say_json, say_table
from supervision.intake.profile_texts import profile_named, profile_text, read_profile
from supervision.loading import known_profiles
from supervision.store.database import Database
from supervision.store.saved_profiles import save_profile, saved_profiles
from supervision.text import Refusal, Text

_HEADINGS = (
    Text(zh="名称", en="name"),
    Text(zh="来源配置", en="export"),
    Text(zh="台账", en="ledger"),
    Text(zh="保存人", en="saved by"),
)


def profiles_command(asked: Namespace) -> int:
    profile = read_profile(Path(asked.add)) if asked.add else None
    changes = profile is not None or asked.remove
    with opened(
        asked, "change profiles" if changes else "look after ledgers", create=bool(changes)
    ) as database:
        if profile is not None:
            save_profile(database, profile.name, profile_text(profile), by=who(asked.by))
            say(Text(zh=f"已保存来源配置 {profile.name}。", en=f"Profile {profile.name} saved."))
        elif asked.remove:
            _remove(database, asked.remove, who(asked.by))
        elif asked.show:
            print(profile_text(profile_named(asked.show, known_profiles(database))), end="")
        else:
            _list(database, as_json=asked.json)
    return ALL_WELL


def _remove(database: Database, name: str, by: str) -> None:
    if name not in {profile.name for profile in saved_profiles(database)}:
        raise Refusal(
            Text(
                zh=f"没有另行保存的来源配置 {name}，随程序提供的不能移除。",
                en=f"No profile called {name} was saved here; those that come with the program stay.",
            )
        )
    save_profile(database, name, None, by=by)
    say(Text(zh=f"来源配置 {name} 不再使用。", en=f"Profile {name} is out of use."))


def _list(database: Database, *, as_json: bool) -> None:
    saved = {profile.name: profile.saved_by for profile in saved_profiles(database)}
    told = [
        {
            "name": profile.name,
            "title": said(profile.title),
            "ledger": profile.ledger.name,
            "saved_by": saved.get(profile.name),
        }
        for profile in known_profiles(database)
    ]
    if as_json:
        say_json(told)
    else:
        say_table(
            [said(word) for word in _HEADINGS], ([cell or "—" for cell in row.values()] for row in told)
        )
