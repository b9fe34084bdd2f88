"""What the guides tell people to type and to read is what the program takes and says."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

from supervision.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/guide-analysts.zh.md", "docs/guide-analysts.en.md")
LANGUAGES = ("zh", "en")
COMMAND = "python -m supervision"


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def guide(language: str) -> str:
    return text(f"docs/guide-analysts.{language}.md")


def commands(page: str) -> list[str]:
    """Lines of code blocks that call the program, without what the shell does with their output."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(page), re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [re.split(r"\s[>#]", line)[0] for line in lines if line.startswith(COMMAND)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_quoted_is_one_that_the_program_takes(page: str) -> None:
    assert commands(page)
    for line in commands(page):
        parser().parse_args(shlex.split(line)[len(COMMAND.split()) :])


def test_both_guides_have_the_same_commands() -> None:
    chinese, english = (commands(f"docs/guide-analysts.{language}.md") for language in LANGUAGES)
    assert chinese == english


def test_both_guides_have_the_same_chapters() -> None:
    """The same levels and numbers in the same order, and as much under each: steps, points and rows of tables."""

    def structure(language: str) -> list[tuple[str, int, int, int]]:
        chapters = re.split(r"^(#+ (?:\d+\.)?)", guide(language), flags=re.MULTILINE)[1:]
        return [
            (
                mark,
                len(re.findall(r"^\d+\. ", body, re.MULTILINE)),
                len(re.findall(r"^- ", body, re.MULTILINE)),
                len(re.findall(r"^\|", body, re.MULTILINE)),
            )
            for mark, body in zip(chapters[::2], chapters[1::2], strict=True)
        ]

    assert structure("zh") == structure("en")
    assert len(structure("zh")) > 10


def sentences() -> str:
    """Every text that stands in the program's code, adjacent pieces joined as Python joins them."""
    told = []
    for path in sorted((ROOT / "supervision").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told.append(node.value)
    return "\n".join(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_explained_is_one_that_the_program_says(language: str) -> None:
    (chapter,) = re.findall(r"^## 12\..*?(?=^## )", guide(language), re.DOTALL | re.MULTILINE)
    said = sentences()
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", chapter, re.MULTILINE)[1:]
    assert len(rows) > 20
    assert [row for row in rows if not all(part.strip() in said for part in row.split("…"))] == []
