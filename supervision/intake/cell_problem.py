"""Why one cell can't be taken."""

from __future__ import annotations

from supervision.text import Text


class CellProblem(Exception):
    """Why a cell can't be taken, and what to write instead."""

    def __init__(self, problem: Text, remedy: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.remedy = remedy
