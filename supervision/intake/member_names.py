"""What a file inside an archive is really called, and a name for it that leads nowhere."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from supervision.intake.encoding import looks_chinese

_UTF8 = 1 << 11


def true_name(part: zipfile.ZipInfo) -> str:
    """Chinese systems write names in GBK without saying so, which zipfile takes for code page 437."""
    name = part.orig_filename
    if not part.flag_bits & _UTF8 and not name.isascii():
        told = list(_readings(name.encode("cp437", errors="ignore")))
        # Short names in GBK may happen to be UTF-8 of something that nobody would write.
        name = next(filter(looks_chinese, told), next(iter(told), name))
    return name.split("\0")[0].replace("\\", "/")


def _readings(written: bytes) -> Iterator[str]:
    for codec in ("utf-8", "gb18030"):
        try:
            yield written.decode(codec)
        except UnicodeDecodeError:
            continue


def leads_outside(inside: str) -> bool:
    return inside.startswith("/") or ".." in inside.split("/") or inside[1:2] == ":"


def safe(inside: str) -> str:
    """The name without steps upwards, roots and drives."""
    steps = [step for step in inside.split("/") if step not in ("", ".", "..") and not step.endswith(":")]
    return "/".join(steps) or "?"
