"""A grid of states as marks: each cell's sign, count and tone, in blocks that fit the sheet."""

from __future__ import annotations

from math import ceil
from typing import Any

from supervision.charts.grid import told_in_cell
from supervision.charts.style import TONES
from supervision.exports.paper.month_marks import ticks_of
from supervision.figures.measuring import Figure
from supervision.figures.tables import label
from supervision.metrics.shapes import Grid
from supervision.text import Language

Marks = dict[str, Any]
ACROSS_AT_MOST = 18
"""Columns of a grid side by side on A4; more are continued below."""
_QUIET = "#F3F3F3"


def grid(figure: Figure, shape: Grid, language: Language) -> Marks:
    across = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    down = list(dict.fromkeys(row[shape.down] if shape.down else "" for row in figure.rows))
    held = {(row[shape.down] if shape.down else "", row[shape.across]): row for row in figure.rows}
    tones = {**TONES, "quiet": _QUIET}

    def cell(line: str, place: str) -> Marks:
        row = held[line, place]
        state = shape.states[row[shape.state]]
        return {"told": told_in_cell(shape, row, state), "colour": tones[state.tone]}

    return {
        "kind": "grid",
        "blocks": [
            {
                "across": _heads(shape.across, part, across, language),
                "rows": [
                    {
                        "label": label(shape.down or "", line).in_language(language) if line else "",
                        "cells": [cell(line, place) for place in part],
                    }
                    for line in down
                ],
            }
            for part in _evenly(across)
        ],
        "states": [
            {"told": state.sign, "word": state.word.in_language(language), "colour": tones[state.tone]}
            for state in shape.states.values()
        ],
        "counted": shape.counted.in_language(language) if shape.counted else "",
    }


def _evenly(across: list[str]) -> list[list[str]]:
    """Columns in as few blocks as fit the sheet, each as wide as the next."""
    blocks = ceil(len(across) / ACROSS_AT_MOST)
    wide = ceil(len(across) / blocks)
    return [across[first : first + wide] for first in range(0, len(across), wide)]


def _heads(column: str, part: list[str], across: list[str], language: Language) -> list[str]:
    """A block's headings; of months in several years each block names the year it begins in."""
    if column != "month":
        return [label(column, place).in_language(language) for place in part]
    ticks = ticks_of(column, part, language)
    if len(ticks[0]) == 1 and across[0][:4] != across[-1][:4]:
        ticks[0].append(part[0][:4])
    return ["\n".join(tick) for tick in ticks]
