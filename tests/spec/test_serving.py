"""Nobody but this machine is served while nobody signs in, however the dashboard is started."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from supervision.__main__ import main
from supervision.access.serving import is_this_machine
from supervision.ui.standing import begin_anew
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.20", "10.0.0.1", "dashboard.office", "", "127.0.0.1.evil"]
)
def test_an_address_that_others_reach_is_refused_with_what_to_do(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--address", address]) == 2
    told = capsys.readouterr().err
    assert "can be reached from other machines" in told and "127.0.0.1" in told


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_is_served(address: str) -> None:
    assert is_this_machine(address)


@pytest.mark.parametrize("address", ["0.0.0.0", None])
def test_started_past_the_command_it_shows_nothing(address: str | None) -> None:
    usual = config.get_option("server.address")
    config.set_option("server.address", address)
    try:
        tab = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    finally:
        config.set_option("server.address", usual)
    assert "can be reached from other machines" in tab.error[0].value or "没有启动" in tab.error[0].value
    assert not tab.metric and not tab.title


def test_started_past_the_guard_nobody_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it anybody could send the header by which a proxy names people."""
    told = tmp_path / "access.toml"
    told.write_text('[proxy]\nheader = "X-Remote-User"\nfrom = ["127.0.0.1"]\n', encoding="utf-8")
    told.chmod(0o600)
    monkeypatch.setenv("SUPERVISION_ACCESS", str(told))
    monkeypatch.setenv("SUPERVISION_DATABASE", str(tmp_path / "ledger.duckdb"))
    begin_anew()
    try:
        tab = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    finally:
        begin_anew()
    assert "supervision serve" in tab.error[0].value
    assert not tab.metric and not tab.title
