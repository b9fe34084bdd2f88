"""Every chart of the catalogue is drawn by the script that pages use, mark for mark and number for number."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page

from supervision.charts.chart import Chart
from supervision.charts.counts import draw_counts
from supervision.charts.drawing import draw
from supervision.charts.wall import enlarged
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics.catalogue import every_metric
from supervision.store.database import open_database
from supervision.ui.wall import CHARTS as WALL

CAMPAIGN, TWO_YEARS = (
    Period(date(2022, 3, 1), date(2022, 12, 31)),
    Period(date(2021, 3, 1), date(2022, 12, 31)),
)

_MOUNT = """async ([name, told, wide]) => {
    const frame = Object.assign(document.createElement("div"), {id: name});
    frame.style.width = wide + "px";
    document.body.append(frame);
    const sheet = {carried: "", open: [], bare: false, rows: [{stretch: false, parts: [{name, ...JSON.parse(told)}]}]};
    window.mount({data: new TextEncoder().encode(JSON.stringify(sheet)), parentElement: frame, setTriggerValue: () => null});
    const host = frame.querySelector(".drawn-figure");
    while (!host.dataset.drawn) await new Promise(done => requestAnimationFrame(done));
    const svg = host.querySelector("svg"), box = svg.getBoundingClientRect();
    const traces = [...svg.querySelectorAll(".drawn-trace")].map(trace => [...trace.querySelectorAll("[data-value]")].map(mark => {
        const own = mark.getBBox();
        return {value: Number(mark.dataset.value), wide: own.width, high: own.height};
    }));
    const outside = [...svg.querySelectorAll("text")].filter(text => {
        const own = text.getBoundingClientRect();
        return own.width && (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1);
    }).map(text => text.textContent);
    const told_ = {traces, outside, broken: /NaN|undefined|Infinity/.test(svg.outerHTML), links: svg.querySelectorAll("a").length,
        says: host.drawn.marks.map(mark => mark.says), words: svg.textContent, high: box.height};
    frame.remove();
    return told_;
}"""


@pytest.fixture(scope="module")
def charts(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Chart]:
    """Of every metric that is drawn, over one year and over two, and as the wall and the press draw them."""
    database = open_database(shutil.copy2(sample_ledger, tmp_path_factory.mktemp("charts") / "sample.duckdb"))
    view = View(database, database.newest_batch, date(2022, 12, 31))
    drawn: dict[str, Chart] = {
        "press over time": draw_counts(["3月", "4月"], {"受理": [12, None]}, is_over_time=True),
        "press by member": draw_counts(["市营商局", "12345平台"], {"受理": [7, 9], "办结": [3, None]}, is_over_time=False),
    }  # fmt: skip
    for metric in every_metric():
        for name, period in (("", CAMPAIGN), (" over two years", TWO_YEARS)):
            figure = measure(metric, period, view)
            if figure.rows and (chart := draw(figure, "zh", lambda row: "ledgers?behind=x")):
                drawn[f"{metric.name}{name}"] = chart
        if metric in WALL and (chart := draw(figure, "en")):
            drawn[f"{metric.name} on the wall"] = enlarged(chart, 820)
    database.close()
    return drawn


@pytest.mark.parametrize("wide", [1060, 316])
def test_every_chart_is_drawn_mark_for_mark(charts: dict[str, Chart], paper: Page, wide: int) -> None:
    assert len(charts) > 80
    faults = []
    for name, chart in charts.items():
        if wide < 500 and "on the wall" in name:
            continue
        told = paper.evaluate(
            _MOUNT, [name, chart.as_json(title=name, alt=name, file=name, follows=True).decode(), wide]
        )
        drawn = [trace for trace in chart.data if trace.get("marker", {}).get("opacity") != 0]
        for trace, marks in zip(drawn, told["traces"], strict=True):
            if (expected := _values(trace)) is not None and [mark["value"] for mark in marks] != expected:
                faults.append(f"{name}: {trace.get('name')} draws {marks} for {expected}")
            faults += [f"{name}: {fault}" for fault in _out_of_proportion(trace, marks)]
        notes = [note["text"] for note in chart.layout["annotations"]]
        if told["links"] != sum(text.count("<a ") for text in notes):
            faults.append(f"{name}: {told['links']} links")
        if told["broken"] or told["outside"] or told["high"] != chart.height:
            faults.append(
                f"{name}: {told['outside']} stand outside, broken {told['broken']}, {told['high']} high"
            )
        if any("%{" in says or "undefined" in says for says in told["says"]):
            faults.append(f"{name}: says {told['says'][:3]}")
    assert not faults, "\n".join(faults)


def _values(trace: dict[str, Any]) -> list[float] | None:
    """The numbers that a trace has to show, one a mark; None for a line whose points are neither shown nor told."""
    if trace["type"] == "heatmap":
        return [value for row in trace["z"] for value in row]
    lies = trace.get("orientation") == "h" or any(isinstance(value, str) for value in trace["y"])
    numbers = trace["x" if lies else "y"]
    if trace["type"] == "scatter" and "markers" not in trace["mode"] and trace.get("hoverinfo") == "skip":
        return None
    others = trace["y" if lies else "x"]
    return [float(value) for value, other in zip(numbers, others, strict=True) if None not in (value, other)]


def _out_of_proportion(trace: dict[str, Any], marks: list[dict[str, Any]]) -> list[str]:
    """Bars of one trace are as long as their numbers say, to a fiftieth of a pixel each."""
    if trace["type"] != "bar" or not marks:
        return []
    long = "wide" if trace.get("orientation") == "h" else "high"
    longest = max(marks, key=lambda mark: mark["value"])
    scale = longest[long] / longest["value"] if longest["value"] else 0
    return [
        f"{mark['value']} is {mark[long]} long at {scale}"
        for mark in marks
        if abs(mark[long] - scale * mark["value"]) > 0.02
    ]


def test_plotly_takes_every_chart_as_it_is(charts: dict[str, Chart]) -> None:
    """Whoever zooms gets the same chart from plotly, which refuses words that it does not know."""
    for chart in charts.values():
        go.Figure({"data": chart.data, "layout": chart.layout})


def test_words_from_a_cell_are_drawn_as_words(paper: Page) -> None:
    """Names come from files; whatever they hold, nothing of it becomes mark-up or an address that runs."""
    evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>&lt;b&gt;"\''
    chart = Chart({"height": 200})
    chart.add(
        "bar", x=[3, 4], y=[evil, "乙"], orientation="h", name=evil, text=[evil, ""], hovertext=[evil, ""]
    )
    chart.add(
        "scatter", x=[1, 2], y=[evil, "乙"], orientation="h", mode="markers", name="丙", marker={"size": 5}
    )
    chart.note(f'<a href="javascript:window.hurt=1">{evil}</a>', x=1, y=evil)
    chart.note('<a href="ledgers?behind=x">3</a>', x=2, y=evil)
    told = paper.evaluate(
        _MOUNT, ["evil", chart.as_json(title=evil, alt=evil, file="x", follows=True).decode(), 600]
    )
    assert told["links"] == 1
    assert paper.evaluate("() => window.hurt") is None
    assert paper.locator("img, #evil script").count() == 0
    assert told["traces"][0][0]["value"] == 3
