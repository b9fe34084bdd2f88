"""Files that commands write: to a place that is there, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from supervision.commands.saying import say
from supervision.text import Refusal, Text


def place_for(written: str, *endings: str) -> Path:
    """Where a file is to be written; Refusal for another kind of file, and for a folder that isn't there."""
    out = Path(written)
    if out.suffix.lower() not in endings:
        wanted = " / ".join(endings)
        raise Refusal(
            Text(
                zh=f"--out：“{written}”的文件名应以 {wanted} 结尾。",
                en=f"--out: “{written}” won’t do. Give a name that ends in {wanted}.",
            )
        )
    if not out.parent.is_dir():
        raise Refusal(
            Text(
                zh=f"--out：没有文件夹 {out.parent}。请先建立。",
                en=f"--out: there is no folder {out.parent}. Make it first.",
            )
        )
    return out


def write_whole(out: Path, held: bytes) -> None:
    """A file that stands there already is replaced only by a finished one."""
    unfinished = out.with_name(f"{out.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(held)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def say_written(file: str, held: bytes) -> None:
    say(
        Text(zh="已写入 {file}（{bytes}字节）", en="Written to {file} ({bytes} bytes)").with_values(
            file=file, bytes=len(held)
        )
    )
