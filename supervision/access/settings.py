"""How people sign in: read from one file outside git, and refused with a sentence when it is not right.

[auth]                      # handed to Streamlit as it stands
redirect_uri = "https://office.example/oauth2callback"
cookie_secret = "…"         # at least 32 characters, of this installation alone
client_id = "…"
client_secret = "…"
server_metadata_url = "https://sign-in.example/.well-known/openid-configuration"

[access]
administrators = ["wang@office.example"]   # besides those in the ledger's roster
name_claim = "email"        # the claim by which the roster knows people
roles_claim = "roles"       # left out: roles come from the roster alone
session_hours = 10
idle_minutes = 60

[proxy]                     # in place of [auth]: a reverse proxy that has signed people in
header = "X-Remote-User"
from = ["127.0.0.1"]        # the proxy's own address; the header is ignored from any other
"""

from __future__ import annotations

import ipaddress
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from supervision.text import Refusal, Text

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
KNOWN = {
    "access": {"administrators", "name_claim", "roles_claim", "session_hours", "idle_minutes"},
    "proxy": {"header", "from"},
}


@dataclass(frozen=True)
class Proxy:
    """A reverse proxy that says in a header who somebody is."""

    header: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Who signs in where, and for how long; neither `auth` nor `proxy`: one local person."""

    auth: Mapping[str, Any] | None = None
    proxy: Proxy | None = None
    administrators: frozenset[str] = frozenset()
    name_claim: str = "email"
    roles_claim: str = ""
    longest: timedelta = timedelta(hours=10)
    idle: timedelta = timedelta(minutes=60)

    @property
    def has_sign_in(self) -> bool:
        return self.auth is not None or self.proxy is not None


def settings_file() -> Path:
    """SUPERVISION_ACCESS, else data/access.toml of this checkout."""
    named = os.environ.get("SUPERVISION_ACCESS")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "data" / "access.toml"


def read_settings(path: Path | None = None) -> Settings:
    """What the file says; one local person when there is none. Refusal names what is wrong and where."""
    path = path or settings_file()
    if not path.exists():
        if os.environ.get("SUPERVISION_ACCESS"):
            _refuse(path, "没有这个文件", "there is no such file")
        return Settings()
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        _refuse(
            path,
            "其他账户也能读到其中的密钥，请先 chmod 600",
            "other accounts can read its secrets; chmod 600 it first",
        )
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        _refuse(path, f"读不懂：{error}", f"it can't be read: {error}")
    return _settings(path, told)


def _settings(path: Path, told: dict[str, Any]) -> Settings:
    for section, words in told.items():
        if not isinstance(words, dict):
            _refuse(path, f"{section} 应是一节：[{section}]", f"{section} should be a section: [{section}]")
    for section, known in KNOWN.items():
        if strange := set(told.get(section, {})) - known:
            _refuse(path, f"[{section}] 不认识 {min(strange)}", f"[{section}] knows no {min(strange)}")
    if strange := set(told) - {"auth", "access", "proxy"}:
        _refuse(path, f"不认识 [{min(strange)}]", f"there is no [{min(strange)}]")
    auth, proxy, access = told.get("auth"), told.get("proxy"), told.get("access", {})
    if auth is not None and proxy is not None:
        _refuse(
            path,
            "[auth] 与 [proxy] 只能取一",
            "it has both [auth] and [proxy]; only one can say who somebody is",
        )
    try:
        return Settings(
            auth=_auth(path, auth),
            proxy=_proxy(path, proxy),
            administrators=frozenset(str(name) for name in access.get("administrators", [])),
            name_claim=str(access.get("name_claim", "email")),
            roles_claim=str(access.get("roles_claim", "")),
            longest=timedelta(hours=float(access.get("session_hours", 10))),
            idle=timedelta(minutes=float(access.get("idle_minutes", 60))),
        )
    except (TypeError, ValueError, OverflowError):
        _refuse(path, "[access] 里的时长应为数字", "in [access] hours and minutes are numbers")


def _auth(path: Path, auth: dict[str, Any] | None) -> dict[str, Any] | None:
    if auth is None:
        return None
    for name in NEEDED:
        if not auth.get(name):
            _refuse(path, f"[auth] 缺少 {name}", f"[auth] lacks {name}")
    if len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        _refuse(
            path,
            f"cookie_secret 至少{SHORTEST_SECRET}个字符，例如 python -c 'import secrets; print(secrets.token_hex())'",
            f"cookie_secret has fewer than {SHORTEST_SECRET} characters; "
            "python -c 'import secrets; print(secrets.token_hex())' makes one",
        )
    return auth


def _proxy(path: Path, proxy: dict[str, Any] | None) -> Proxy | None:
    if proxy is None:
        return None
    header, addresses = proxy.get("header"), proxy.get("from")
    if not header or not addresses:
        _refuse(path, "[proxy] 需要 header 和 from", "[proxy] needs header and from")
    for address in addresses:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            _refuse(path, f"[proxy] 的 from 不是地址：{address}", f"[proxy] from is no address: {address}")
    return Proxy(str(header).lower(), tuple(addresses))


def _refuse(path: Path, zh: str, en: str) -> NoReturn:
    raise Refusal(
        Text(
            zh=f"登录设置 {path}：{zh}。写法见 docs/deploying.md。",
            en=f"Sign-in settings {path}: {en}. docs/deploying.md shows how they are written.",
        )
    )
