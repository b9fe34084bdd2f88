"""Where the dashboard may be served: to this machine alone, until people sign in."""

from __future__ import annotations

import ipaddress

from supervision.access.settings import Settings
from supervision.text import Refusal, Text


def check_may_serve(address: str | None, settings: Settings) -> None:
    """Refusal for an address that others can reach, unless they sign in; none at all means every address."""
    if settings.has_sign_in or is_this_machine(address):
        return
    raise Refusal(
        Text(
            zh="没有启动：地址“{address}”可从别的机器访问，而没有设置登录，任何人都能看到线索和企业名称。"
            "请在 data/access.toml 中设置登录（docs/deploying.md），或用 127.0.0.1"
            "（make run 不带 ADDRESS）；需要在别的机器上看时，请用 SSH 转发本机端口。",
            en="Not started: the address “{address}” can be reached from other machines, and no sign-in is set, so anybody "
            "would see leads and names of enterprises. Set it in data/access.toml (docs/deploying.md), or use 127.0.0.1 "
            "(make run without ADDRESS); to read from another machine forward the port through SSH.",
        ).with_values(address=address or "0.0.0.0")
    )


def is_this_machine(address: str | None) -> bool:
    """Whether only this machine reaches an address: 127.0.0.1, ::1, localhost."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "0.0.0.0").is_loopback
    except ValueError:
        return False
