"""`typeset` a report: data in, the bytes of a tagged PDF/A out; nothing in it is run, fetched or left as a box."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import typst

from supervision.exports.paper.fonts import families_of, fonts_here
from supervision.text import Refusal, Text

SHANGHAI = timezone(timedelta(hours=8))
"""A fixed offset, which is what the typesetter takes; the city has kept it since 1991."""
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(data: dict[str, Any], made_at: datetime, template: Path) -> bytes:
    """The same data made in the same minute, which is what the paper states, give the same bytes."""
    fonts = fonts_here()
    told = json.dumps({**data, "fonts": families_of(fonts, data["language"])}, ensure_ascii=False)
    try:
        held = typst.compile(
            template,
            root=template.parent,
            font_paths=fonts,
            sys_inputs={"data": told},
            pdf_standards=["a-2a"],  # made for keeping: fonts inside, every sign with its meaning
            timestamp=made_at.replace(second=0, microsecond=0, tzinfo=SHANGHAI),
        )
    except typst.TypstError as error:
        if missing := _NO_GLYPH.search(str(error)):
            raise Refusal(_unprintable(missing.group(1))) from None
        raise
    assert isinstance(held, bytes)
    return held


def _unprintable(written: str) -> Text:
    """Named by its number, because what can't be printed can often not be shown either."""
    signs = " ".join(
        f"U+{ord(sign):04X}" for sign in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), written)
    )
    return Text(
        zh=f"这台机器的字体里没有字符 {signs}，无法印出，PDF 未生成。请安装字数更全的中文字体（例如思源黑体 "
        "fonts-noto-cjk）后重试。",
        en=f"No font of this machine holds the sign {signs}, so the PDF was not made. Install a fuller Chinese font (for "
        "example fonts-noto-cjk) and try again.",
    )
