"""The command that reads any export without a ledger."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, said, say_json, say_table
from supervision.intake.privacy import masked
from supervision.intake.reading import Table, read
from supervision.intake.telling import described, write_clean
from supervision.text import Refusal, Text


def read_command(asked: Namespace) -> int:
    path = Path(asked.file)
    if path.is_dir():
        raise Refusal(
            Text(
                zh=f"{path} 是文件夹，不是文件；请逐个读取其中的文件，或用 load 整个录入。",
                en=f"{path} is a folder and no file; read the files in it one by one, or load it whole.",
            )
        )
    if not path.is_file():
        raise Refusal(
            Text(zh=f"找不到文件 {path}。请检查路径。", en=f"There is no file {path}. Check the path.")
        )
    try:
        table = read(path.read_bytes(), masked(path.name))
    except Refusal as refusal:
        if asked.json:
            say_json({"refused": said(refusal.sentence)})
        else:
            complain(refusal.sentence)
        return NEEDS_A_PERSON
    if asked.out:
        Path(asked.out).write_bytes(write_clean(table))
    if asked.json:
        say_json(described(table))
    else:
        _say_table(table)
    return ALL_WELL


def _say_table(table: Table) -> None:
    told = described(table)
    facts = [
        (Text(zh="编码", en="encoding"), told["encoding"]),
        (Text(zh="分隔符", en="delimiter"), repr(told["delimiter"])),
        (Text(zh="引号", en="quote"), told["quote"]),
        (Text(zh="表头在第几行", en="heading line"), told["heading_line"]),
        (Text(zh="表头", en="headings"), "、".join(told["headings"])),
        (Text(zh="行数", en="records"), told["records"]),
        (
            Text(zh="跳过", en="skipped"),
            ", ".join(f"{row['line']} ({row['why']})" for row in told["skipped"]) or "0",
        ),
    ]
    say_table(["", ""], ([said(name), value] for name, value in facts))
    for note in table.notes:
        print(said(note))
