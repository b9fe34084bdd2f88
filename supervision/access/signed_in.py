"""How long a sign-in lasts: its own length and idle time, since the browser keeps the cookie for thirty days."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from supervision.access.settings import Settings
from supervision.text import Refusal, Text

AHEAD = timedelta(minutes=5)
"""How far the clock of whoever signs people in may run before ours."""


@dataclass(frozen=True)
class SignIn:
    """One sign-in of one person, as the signed cookie tells it."""

    name: str
    session: str
    """A hash that tells this sign-in from every other; says nothing about the person."""
    began: datetime
    roles: tuple[str, ...]
    """Roles that the provider claims; those of the roster are not among them."""


class SignedOut(Refusal):
    """A sign-in that is over, or never was one."""


def sign_in_told(claims: Mapping[str, Any], settings: Settings) -> SignIn:
    """The sign-in that the provider's claims speak of; SignedOut when they name nobody."""
    name = str(claims.get(settings.name_claim) or "").strip()
    if not name or (settings.name_claim == "email" and claims.get("email_verified") is False):
        raise SignedOut(
            Text(
                zh="登录服务没有给出可信的“{claim}”，无法确认您是谁。请联系管理员。",
                en="The sign-in service gave no “{claim}” that can be trusted. Ask an administrator.",
            ).with_values(claim=settings.name_claim)
        )
    try:
        began = datetime.fromtimestamp(float(claims["iat"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise SignedOut(
            Text(zh="登录信息没有时间，请重新登录。", en="The sign-in says no time. Sign in again.")
        ) from None
    told = "\x1f".join(str(claims.get(part, "")) for part in ("iss", "sub", "iat", "nonce", "jti", "at_hash"))
    claimed = claims.get(settings.roles_claim) if settings.roles_claim else ()
    roles = (claimed,) if isinstance(claimed, str) else tuple(map(str, claimed or ()))
    return SignIn(name, hashlib.sha256(told.encode()).hexdigest(), began, roles)


class Watch:
    """When each sign-in was last used, in this process; after a restart it counts from its beginning."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def check(self, sign_in: SignIn, settings: Settings, now: datetime) -> bool:
        """Note that it is used, and tell whether for the first time; SignedOut when it is too old, idle too long, or from the future."""
        with self._lock:
            is_new = sign_in.session not in self._last
            last = max(self._last.get(sign_in.session, sign_in.began), sign_in.began)
            if sign_in.began > now + AHEAD or now - sign_in.began > settings.longest:
                raise SignedOut(_over(settings.longest))
            if now - last > settings.idle:
                raise SignedOut(
                    Text(
                        zh="已有{minutes}分钟没有操作，请重新登录。",
                        en="Nothing was done for {minutes} minutes. Sign in again.",
                    ).with_values(minutes=int(settings.idle.total_seconds() // 60))
                )
            self._last[sign_in.session] = now
            for session in [held for held, at in self._last.items() if now - at > settings.idle]:
                del self._last[session]
            return is_new


def _over(longest: timedelta) -> Text:
    hours = longest.total_seconds() / 3600
    return Text(
        zh="本次登录已超过{hours:g}小时，请重新登录。",
        en="You signed in over {hours:g} hours ago. Sign in again.",
    ).with_values(hours=hours)
