"""Which Chinese font of this machine the paper is set in; none is a refusal, never a page of empty boxes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import typst

from supervision.text import Language, Refusal, Text

FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "DengXian", "Droid Sans Fallback",
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "STSong", "FangSong",
    "KaiTi",
)  # fmt: skip
"""Those that print well first: thin strokes fade on a copier, so a serif comes last."""

LATIN = ("Noto Sans", "Source Sans 3", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "DejaVu Sans")
"""What English is set in: in a Chinese font its quotation marks stand a whole sign wide."""

NO_FONT = Text(
    zh="这台机器上没有可用的中文字体，无法生成 PDF。请安装思源黑体，例如 sudo apt-get install fonts-noto-cjk"
    "（Windows 自带微软雅黑、宋体；macOS 自带苹方），然后重试。",
    en="This machine has no Chinese font that a PDF could be set in. Install Noto Sans CJK, for example with "
    "sudo apt-get install fonts-noto-cjk (Windows brings Microsoft YaHei and SimSun, macOS PingFang), and try again.",
)


@cache
def fonts_here() -> typst.Fonts:
    """Every font of the system, looked for once."""
    return typst.Fonts(include_embedded_fonts=False)


def families_of(fonts: typst.Fonts, language: Language) -> list[str]:
    """The families at hand, the best first; a Chinese one is among them in either language, for names."""
    chinese = _here(FAMILIES, fonts)
    if not chinese:
        raise Refusal(NO_FONT)
    return chinese if language == "zh" else [*_here(LATIN, fonts)[:1], *chinese]


def _here(wanted: Sequence[str], fonts: typst.Fonts) -> list[str]:
    held = {name.lower(): name for name in fonts.families()}
    return [held[name.lower()] for name in wanted if name.lower() in held]
