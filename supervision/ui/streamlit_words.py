"""Streamlit speaks English only: its own words that a reader meets are said in Chinese, or not at all.

By style sheet, since Streamlit has no option for them. What lies out of reach of both stays English: the names that
a screen reader is given for the buttons over a table, and the menu of a table's column.
"""

from __future__ import annotations

from supervision.text import Language

_BUTTONS = {
    "Show/hide columns": "显示或隐藏列",
    "Search": "搜索",
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
}
"""Over a table; a cloud of words appears when the mouse rests on one."""

# Streamlit's own download has no byte-order mark, which Excel needs, and no name that says what it holds; ours has both.
_NO_SECOND_DOWNLOAD = (
    '[data-testid="stElementToolbarButton"]:has(button[aria-label="Download as CSV"]) {display: none;}'
)
_CLOUD = (
    "position: absolute; top: 100%; right: 0; padding: .25rem .5rem; border-radius: .25rem; white-space: nowrap; "
    "font-size: .875rem; background: #31333F; color: #FFFFFF; z-index: 10;"
)


def style(language: Language) -> str:
    """A style sheet for the reader's language."""
    told = [_NO_SECOND_DOWNLOAD]
    if language == "zh":
        button = '[data-testid="stElementToolbarButton"]'
        told.append(f'body:has({button}:hover) [data-testid="stTooltipContent"] {{display: none;}}')
        told.append(f"{button} {{position: relative;}}")
        told += [
            f'{button}:has(button[aria-label="{english}"]):hover::after {{content: "{chinese}"; {_CLOUD}}}'
            for english, chinese in _BUTTONS.items()
        ]
        hint = '[data-testid="InputInstructions"]'
        told.append(f"{hint} {{font-size: 0;}}")
        told.append(f'{hint}:not(:empty)::after {{content: "按回车键生效"; font-size: .75rem;}}')
    return f"<style>{''.join(told)}</style>"
