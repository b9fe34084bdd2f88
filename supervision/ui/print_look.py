"""Ctrl+P: any page prints on A4 without its controls, no chart cut in two, and says on every sheet what it shows."""

from __future__ import annotations

import json

import streamlit as st

from supervision.exports.paper.report import SAMPLE, foot_texts
from supervision.text import Text
from supervision.ui.choices import Choice
from supervision.ui.session import language, said

_WIDE = 980
"""Pixels across the printed sheet: a page laid out as on a desk, made smaller to fit."""

_LOOK = f"""
<style>
@page {{size: A4; margin: 14mm 12mm 16mm;}}
@media print {{
    :root {{color-scheme: light;}}
    html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMain"] *:not(svg, svg *) {{
        color: #1f1f1f !important; background-color: transparent !important;
    }}
    html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {{
        position: static !important; overflow: visible !important; height: auto !important; display: block !important;
    }}
    [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpandSidebarButton"],
    [data-testid="stPopover"], [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stButtonGroup"],
    [data-testid="stSelectbox"], [data-testid="stTextInput"], [data-testid="stDateInput"], [data-testid="stFileUploader"],
    [data-testid="stPageLink"], [data-testid="stTooltipIcon"], [data-testid="stElementToolbar"],
    [data-testid="stExpander"] details:not([open]) {{
        display: none !important;
    }}
    [data-testid="stMainBlockContainer"] {{
        width: {_WIDE}px !important; max-width: none !important; padding: 0 !important; zoom: 0.71;
    }}
    /* A chart keeps the shape it has on screen; it is made smaller as its frame is. */
    .drawn-figure, .stBidiComponent {{height: auto !important;}}
    .drawn-figure svg, .drawn-figure svg a {{color: #1f1f1f !important; fill: #1f1f1f !important;}}
    /* Tables are pictures in the colours of the screen; on paper a dark one is turned light. */
    .printed-from-dark [data-testid="stDataFrame"] canvas {{filter: invert(1) hue-rotate(180deg);}}
    /* Streamlit puts what stands side by side one below the other; here it stays and is not torn apart. */
    [data-testid="stHorizontalBlock"] {{display: flex !important; flex-wrap: nowrap !important; break-inside: avoid;}}
    [data-testid="stColumn"] {{min-width: 0 !important;}}
    .drawn-figure, .drawn-number, [data-testid="stDataFrame"], [data-testid="stAlert"] {{
        break-inside: avoid; print-color-adjust: exact;
    }}
    [data-testid="stVerticalBlock"]:has(> [data-testid="stElementContainer"] [data-testid="stDataFrame"]) {{
        break-inside: avoid;
    }}
    h1, h2, h3 {{break-after: avoid;}}
}}
</style>
"""
SCRIPT = """
window.addEventListener("beforeprint", () => {
    const scheme = getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme;
    document.documentElement.classList.toggle("printed-from-dark", scheme === "dark");
});
"""
_PAGES = Text(
    zh='"第" counter(page) "页/共" counter(pages) "页"', en='"Page " counter(page) " of " counter(pages)'
)


def look_on_paper() -> None:
    """On every page, once a run."""
    st.html(f"{_LOOK}<script>{SCRIPT}</script>", unsafe_allow_javascript=True)


def foot_on_paper(choice: Choice) -> None:
    """Filters, day, batch and page n/N in the foot of every sheet; 示例数据 in its head."""
    told = " · ".join(said(text) for text in foot_texts(choice.period, choice.view))
    sample = said(SAMPLE) if choice.view.database.is_sample else ""
    st.html(
        "<style>@page {"
        f"@top-right {{content: {_quoted(sample)}; font: bold 8pt sans-serif;}}"
        f"@bottom-left {{content: {_quoted(told)}; font: 7pt sans-serif; width: 75%; text-align: left;}}"
        f"@bottom-right {{content: {_PAGES.in_language(language())}; font: 7pt sans-serif; text-align: right;}}"
        "}</style>"
    )


def _quoted(told: str) -> str:
    """As a CSS string; nothing in it can end the string or the style."""
    return json.dumps(told, ensure_ascii=False).replace("<", "\\3c ")
