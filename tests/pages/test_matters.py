"""Two leads are judged to be one matter on the page, are told apart again, and a pair judged is not proposed again."""

from __future__ import annotations

from datetime import date

from tests.filling import fill
from tests.pages.conftest import Reader

TOLD = "反映示例中山区人民法院对示例海湾造船厂的执行案款长期不予发放"


def two_sources_tell_the_same(reader: Reader) -> None:
    rows = [
        {
            "source": source,
            "number": number,
            "received_on": day,
            "body": "示例中山区人民法院",
            "enterprise_name": "示例海湾造船厂",
            "summary": TOLD,
        }
        for source, number, day in (
            ("12345平台", "HO1", date(2022, 3, 7)),
            ("市营商局", "YS1", date(2022, 3, 9)),
        )
    ]
    fill(reader.ledger, {"leads": rows})
    reader.tab.query_params["from"], reader.tab.query_params["to"] = "2022-03-01", "2022-03-31"
    reader.turn_to("matters")


def distinct_matters(reader: Reader) -> str:
    return reader.tile("Distinct matters")


def press(reader: Reader, label: str) -> None:
    next(button for button in reader.tab.button if button.label == label).click().run()


def test_a_pair_is_judged_the_same_and_taken_apart_again(reader: Reader) -> None:
    two_sources_tell_the_same(reader)
    assert "To judge (1)" in reader.told()
    assert distinct_matters(reader).startswith("2")
    press(reader, "Same matter")
    assert "Written as batch 2: same matter 1, different 0." in reader.told()
    assert "To judge (0)" in reader.told()
    assert "Linked (1)" in reader.told()
    assert distinct_matters(reader).startswith("1")
    reader.turn_to("history")
    reader.tab.text_input(key="why 2").set_value("two complaints after all")
    reader.tab.checkbox(key="sure 2").check().run()
    reader.tab.button(key="undo 2").click().run()
    reader.turn_to("matters")
    assert "To judge (1)" in reader.told()
    assert "Linked (0)" in reader.told()
    assert distinct_matters(reader).startswith("2")


def test_a_pair_judged_different_is_not_proposed_again(reader: Reader) -> None:
    two_sources_tell_the_same(reader)
    press(reader, "Not the same")
    assert "Written as batch 2: same matter 0, different 1." in reader.told()
    assert "To judge (0)" in reader.told()
    assert "Linked (0)" in reader.told()
    assert distinct_matters(reader).startswith("2")
