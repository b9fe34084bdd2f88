"""A chart as plotly draws it, for whoever wants to zoom, drag and leave parts out; loaded only when asked for."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart
from supervision.text import Language

_CHINESE: dict[str, Any] = {
    "dictionary": {
        "Download plot as a PNG": "下载图片（PNG）",
        "Download plot as a png": "下载图片（PNG）",
        "Download plot": "下载图片",
        "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
        "Snapshot succeeded": "图片已生成",
        "Sorry, there was a problem downloading your snapshot!": "图片没能生成，请重试",
        "Double-click on legend to isolate one trace": "双击图例只看这一项",
        "Double-click to zoom back out": "双击还原",
        "Reset axes": "还原",
        "Reset": "还原",
        "trace": "项",
    },
    "format": {
        "days": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
        "shortDays": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
        "months": [f"{month}月" for month in range(1, 13)],
        "shortMonths": [f"{month}月" for month in range(1, 13)],
        "date": "%Y-%m-%d",
    },
}
"""plotly's own words: its bundles of languages are not part of the page, so they travel with the chart."""


def config(language: Language, file_name: str) -> dict[str, Any]:
    """One button, on hover: the picture. A double click undoes the zoom; nothing is sent anywhere."""
    return {
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": file_name, "format": "png", "scale": 2},
        "displaylogo": False,
        "showSendToCloud": False,
        "responsive": True,
        "locale": "zh-CN" if language == "zh" else "en",
        "locales": {"zh-CN": _CHINESE},
    }


def zoomed(chart: Chart) -> Any:
    """The same traces as a plotly figure whose numbers can be zoomed into."""
    # A tenth of a second and 60 MB that most readers never need.
    import plotly.graph_objects as go

    drawn = go.Figure({"data": chart.data, "layout": chart.layout})
    drawn.update_layout(dragmode="zoom")
    return drawn
