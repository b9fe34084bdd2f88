"""An export that nothing fits: its columns are told on the page, tried, saved, and it loads from then on."""

from __future__ import annotations

from typing import Any

from supervision.loading import known_profiles
from tests.pages.conftest import Reader

NEW = (
    "Ticket,Opened,Caller,Which way,Area,What\n"
    "T-1,3/4/2022,张三丰,PH,ZS,door\n"
    "T-2,3/14/2022,李四光,PH,XG,window\n"
    "T-3,13/13/2022,王五一,WEB,XG,roof\n"
).encode()


def field(reader: Reader, kind: str, label: str) -> Any:
    """The one field of that label."""
    [found] = [element for element in getattr(reader.tab, kind) if element.label == label]
    return found


def tell_all(reader: Reader) -> None:
    """Say what the headings of NEW are, from the page as it opens."""
    field(reader, "selectbox", "Into which ledger").set_value("leads").run()
    for heading, column in (
        ("Ticket", "number"),
        ("Opened", "received_on"),
        ("Which way", "channel"),
        ("Area", "district"),
        ("What", "summary"),
    ):
        field(reader, "selectbox", heading).set_value(column)
    reader.tab.run()
    field(reader, "selectbox", "Source").set_value("12345平台").run()


def test_an_unknown_export_is_mapped_saved_and_loaded(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({"new.csv": NEW})
    assert [row["Outcome"] for row in reader.table("Outcome")] == ["Cannot be loaded"]

    tell_all(reader)
    assert field(reader, "radio", "Which day is 3/4/2022 in “Received on”").value == "month-day-year"
    assert "**0** rows can be taken" in reader.told()  # nobody has said what ZS and XG are
    field(reader, "selectbox", "ZS (1)").set_value("中山区")
    field(reader, "selectbox", "XG (2)").set_value("西岗区").run()
    assert "3 records: **2** rows can be taken (2 different numbers), **1** would wait" in reader.told()

    field(reader, "text_input", "A name for exports of this kind").set_value("New desk").run()
    field(reader, "button", "Save and use from now on").click().run()
    [row] = reader.table("Outcome")
    assert (row["Outcome"], row["Recognised as"], row["New"], row["In quarantine"]) == (
        "Some rows wait",
        "New desk → Leads",
        2,
        1,
    )
    reader.tab.button(key="commit").click().run()
    assert reader.ledger.rows("select number, received_on::varchar, district from leads order by 1") == [
        ("T-1", "2022-03-04", "中山区"),
        ("T-2", "2022-03-14", "西岗区"),
    ]


def test_cells_that_may_name_somebody_are_not_shown(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({"new.csv": NEW})
    assert field(reader, "selectbox", "Caller").value == "!"
    shown = reader.told() + "".join(table.value.to_string() for table in reader.tab.dataframe)
    assert "T-1" in shown
    assert not any(name in shown for name in ("张三丰", "李四光", "王五一"))


def test_a_profile_can_be_changed_as_text_and_put_back(reader: Reader) -> None:
    reader.turn_to("profiles")
    field(reader, "selectbox", "Look at or change").set_value("hotline").run()
    text = field(reader, "text_area", "TOML")

    text.set_value(text.value.replace('"leads"', '"leeds"')).run()
    reader.tab.button(key="save toml").click().run()
    assert "leeds" in "".join(error.value for error in reader.tab.error)

    text = field(reader, "text_area", "TOML")
    text.set_value(text.value.replace("leeds", "leads").replace("办理状态", "现在状态")).run()
    reader.tab.button(key="save toml").click().run()
    assert headings_of_status(reader) == ("现在状态",)

    field(reader, "selectbox", "Look at or change").set_value("hotline").run()
    reader.tab.button(key="remove profile").click().run()
    assert headings_of_status(reader) == ("办理状态",)


def headings_of_status(reader: Reader) -> tuple[str, ...]:
    [hotline] = [profile for profile in known_profiles(reader.ledger) if profile.name == "hotline"]
    return hotline.columns["status"]
