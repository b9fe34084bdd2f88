"""What a browser fetches to show a page for the first time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Server
from tests.browser.visiting import LOCALES, SIZES, Visitor


@pytest.mark.parametrize("stem", ["overview", "leads", "reviews", "enterprise?number=Q0001"])
def test_every_script_that_a_page_waits_for_is_named_in_its_frame_and_fetched_once(
    chromium: Browser, sample_server: Server, stem: str
) -> None:
    """What is not named comes in rounds, each when the one before has been read: half a second with nothing to see."""
    width, height = SIZES["desk"]
    profile = chromium.new_context(locale=LOCALES["zh"], viewport={"width": width, "height": height})
    asked: list[str] = []
    profile.on("request", lambda request: asked.append(request.url))
    visitor = Visitor(profile.new_page(), sample_server.address)
    visitor.open(stem)
    address = f"{sample_server.address}/{stem.removeprefix('overview')}"
    frame = profile.request.get(address, headers={"accept": "text/html"}).text()
    profile.close()
    scripts = [url.rpartition("/")[2] for url in asked if url.endswith(".js")]
    assert set(scripts) == set(re.findall(r'"\./[^"]*/([^"/]+\.js)"', frame))
    assert len(scripts) == len(set(scripts))
    elsewhere = f"{sample_server.address}/{stem.partition('?')[0]}/"
    assert [
        url for url in asked if url.startswith(elsewhere)
    ] == []  # nor is the server looked for where it is not
    assert visitor.troubles == []
