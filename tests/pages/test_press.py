"""From figures to a frozen release through the pages: two people, and nothing said that the figures don't bear out."""

from __future__ import annotations

from streamlit.testing.v1.element_tree import Button, TextArea, TextInput

from supervision.releases.keeping import all_releases
from tests.hotline import export, ticket
from tests.pages.conftest import Reader

MARCH = "12345平台_202203.csv"


def button(reader: Reader, label: str) -> Button:
    return next(one for one in reader.tab.button if one.label == label)


def field(reader: Reader, label: str) -> TextInput:
    return next(one for one in reader.tab.text_input if one.label == label)


def sentences(reader: Reader) -> str:
    return "\n".join(one.value for one in reader.tab.code)


def draft(reader: Reader, by: str) -> None:
    reader.load({MARCH: export([ticket(number) for number in range(1, 13)])})
    reader.tab.query_params["from"], reader.tab.query_params["to"] = "2022-03-01", "2022-03-31"
    reader.turn_to("figures")
    assert "共受理线索12件" in sentences(reader) and "12 leads were received" in sentences(reader)
    field(reader, "Drafted by").set_value(by)
    button(reader, "Draft").click().run()
    reader.turn_to("releases")  # the page has gone there, which this tab does not keep


def test_two_people_take_a_draft_to_frozen(reader: Reader) -> None:
    draft(reader, "Wang")
    assert "Release: Release 1" in reader.told() and "State: Draft" in reader.told()
    field(reader, "Your name").set_value("Wang").run()
    assert button(reader, "Check").disabled
    assert "Wang wrote some of release 1 and may not check it" in reader.told()

    field(reader, "Your name").set_value("Li").run()
    button(reader, "Check").click().run()
    assert "Release 1 is now: Checked" in reader.told()
    field(reader, "Your name").set_value("Li").run()
    button(reader, "Freeze").click().run()
    assert "Release 1 is now: Frozen" in reader.told()
    assert [(step["Step"], step["By"]) for step in reader.table("Step")] == [
        ("drafted", "Wang"), ("checked", "Li"), ("frozen", "Li"),
    ]  # fmt: skip

    button(reader, "Verify").click().run()
    assert "all as released" in reader.told()
    button(reader, "Withdraw").click().run()
    assert "Give the reason" in reader.told()
    (release,) = all_releases(reader.ledger)
    assert release.state == "frozen"


def test_a_sentence_that_the_figures_do_not_bear_out_is_not_saved(reader: Reader) -> None:
    draft(reader, "Wang")
    first = _area(reader, "2022年3月，共受理线索12件。")
    first.set_value("2022年3月，共受理线索13件。")
    button(reader, "Save the wording").click().run()
    assert "13" in reader.told() and "not right" in reader.told()
    (release,) = all_releases(reader.ledger)
    assert release.edition == 1

    _area(reader, "2022年3月，共受理线索13件。").set_value("2022年3月，全市共受理线索12件。")
    field(reader, "Changed by").set_value("Zhao")
    button(reader, "Save the wording").click().run()
    assert "全市共受理线索12件" in sentences(reader)
    field(reader, "Your name").set_value("Zhao").run()
    assert button(reader, "Check").disabled


def _area(reader: Reader, text: str) -> TextArea:
    return next(one for one in reader.tab.text_area if one.value == text)


def test_a_figure_left_out_is_in_no_sentence(reader: Reader) -> None:
    reader.turn_to("figures")
    assert "Hand-overs" in sentences(reader) or "hand-overs" in sentences(reader)
    left_out = reader.tab.multiselect[0]
    left_out.select("collections.due").run()
    assert "Sources owed" not in sentences(reader)


def test_the_sample_is_shown_but_not_drafted_from(reader: Reader) -> None:
    reader.turn_to("figures")
    assert "leads were received" in sentences(reader)
    assert "No release can be drafted from sample data" in reader.told()
    assert not [one for one in reader.tab.button if one.label == "Draft"]
    reader.turn_to("releases")
    assert "No release yet" in reader.told()
