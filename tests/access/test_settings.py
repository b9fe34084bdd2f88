"""Sign-in's settings: what is missing or loose is said before anything is served; how long a sign-in lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.access.settings import Settings, read_settings
from supervision.access.signed_in import SignedOut, SignIn, Watch, sign_in_told
from supervision.text import Refusal

AUTH = """
[auth]
redirect_uri = "https://dashboard.office.example/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "https://sign-in.example/.well-known/openid-configuration"
"""


def written(folder: Path, told: str, mode: int = 0o600) -> Path:
    path = folder / "access.toml"
    path.write_text(told, encoding="utf-8")
    path.chmod(mode)
    return path


def test_no_file_is_one_local_person(tmp_path: Path) -> None:
    assert not read_settings(tmp_path / "access.toml").has_sign_in


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    told = read_settings(
        written(tmp_path, AUTH + '[access]\nsession_hours = 2\nadministrators = ["a@b.c"]\n')
    )
    assert told.has_sign_in and told.longest == timedelta(hours=2) and told.administrators == {"a@b.c"}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (AUTH.replace('client_id = "dashboard"', ""), "[auth] lacks client_id"),
        (AUTH.replace("0123456789abcdef0123456789abcdef", "short"), "cookie_secret has fewer than 32"),
        (AUTH + "[proxy]\nheader = 'X-User'\nfrom = ['127.0.0.1']\n", "both [auth] and [proxy]"),
        ("[proxy]\nheader = 'X-User'\n", "[proxy] needs header and from"),
        ("[proxy]\nheader = 'X-User'\nfrom = ['*']\n", "from is no address: *"),
        (AUTH + "[access]\nadministrator = ['a']\n", "[access] knows no administrator"),
        (AUTH + "[access]\nidle_minutes = 'long'\n", "hours and minutes are numbers"),
        (AUTH + "[acess]\n", "there is no [acess]"),
        ("[auth", "can't be read"),
        ("access = 3\n", "access should be a section: [access]"),
        ("x = " + "[" * 5000, "can't be read"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: str, says: str
) -> None:
    monkeypatch.setenv("SUPERVISION_ACCESS", str(written(tmp_path, told)))
    assert main(["serve", "--address", "0.0.0.0"]) == 2
    assert says in capsys.readouterr().err


def test_secrets_that_others_can_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chmod 600"):
        read_settings(written(tmp_path, AUTH, 0o640))


def test_a_file_that_was_named_and_is_not_there_is_not_taken_for_no_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISION_ACCESS", str(tmp_path / "typo.toml"))
    with pytest.raises(Refusal, match="no such file"):
        read_settings()


NINE = datetime(2022, 3, 7, 9, 0, tzinfo=UTC)
RULES = Settings(longest=timedelta(hours=8), idle=timedelta(minutes=30))


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("clicks", "is_let_in"),
    [
        ((1,), True),
        ((31,), False),
        ((29, 58, 87), True),
        ((29, 58, 89), False),
        ((29, 60, 61), False),
        (tuple(range(0, 480, 20)), True),
        ((*range(0, 480, 20), 481), False),
        ((-4,), True),
        ((-6,), False),
    ],
)
def test_a_sign_in_ends_when_idle_and_in_any_case_after_its_length(
    clicks: tuple[int, ...], is_let_in: bool
) -> None:
    watch, sign_in = Watch(), SignIn("a", "s", NINE, ())
    *before, last = clicks
    for minutes in before:
        try:
            watch.check(sign_in, RULES, at(minutes))
        except SignedOut:
            break
    try:
        watch.check(sign_in, RULES, at(last))
    except SignedOut:
        assert not is_let_in
    else:
        assert is_let_in


def test_after_a_restart_an_old_sign_in_does_not_begin_anew() -> None:
    sign_in = SignIn("a", "s", NINE, ())
    Watch().check(sign_in, RULES, at(20))
    with pytest.raises(SignedOut):
        Watch().check(sign_in, RULES, at(40))


def test_two_sign_ins_of_one_person_are_two() -> None:
    claims = {"email": "a@b.c", "sub": "a", "iss": "i", "iat": 1}
    assert sign_in_told(claims, RULES).session != sign_in_told({**claims, "iat": 2}, RULES).session
