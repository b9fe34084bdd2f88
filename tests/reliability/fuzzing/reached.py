"""Which parts of the program an input reaches: every block of `supervision` leaves a mark when it is first run.

The marks are put into the program as it is imported, so whoever wants them calls `mark_blocks` before anything of it
is. Python 3.11 has no `sys.monitoring`, and tracing lines made exports take four times as long where marks took nothing
that could be measured.
"""

from __future__ import annotations

import ast
import builtins
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

_MARKS = "__reached__"
_ROOM = 1 << 16
_BODIES = ("body", "orelse", "finalbody")


class Reached:
    """The blocks run so far by this process."""

    def __init__(self) -> None:
        self.marks = bytearray(_ROOM)
        self.blocks = 0
        self.known = 0

    def is_more(self) -> bool:
        """Whether anything was run since the last time this was asked that had never been run before."""
        now = self.marks.count(1)
        before, self.known = self.known, now
        return now > before


class _Marking(ast.NodeTransformer):
    def __init__(self, reached: Reached) -> None:
        self._reached = reached

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if isinstance(node, ast.Module | ast.ClassDef | ast.Lambda | ast.IfExp | ast.Expression):
            return node
        for name in _BODIES:
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                body.insert(_after_docstring(node, body), self._mark(body[0]))
        return node

    def _mark(self, beside: ast.stmt) -> ast.stmt:
        number = min(self._reached.blocks, _ROOM - 1)
        self._reached.blocks += 1
        mark = ast.parse(f"{_MARKS}[{number}] = 1").body[0]
        for part in ast.walk(mark):
            ast.copy_location(part, beside)
        return mark


def _after_docstring(node: ast.AST, body: list[ast.stmt]) -> int:
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return int(is_function and ast.get_docstring(node, clean=False) is not None and body is node.body)  # type: ignore[arg-type, attr-defined]


class _Loader(SourceFileLoader):
    reached: Reached

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = _Marking(self.reached).visit(ast.parse(self.get_data(path), path))
        return compile(tree, path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, reached: Reached) -> None:
        self._reached = reached

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if not name.startswith("supervision."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
            spec.loader.reached = self._reached
        return spec


def mark_blocks() -> Reached:
    """From now on every module of the program that is imported tells what of it was run."""
    reached = Reached()
    setattr(builtins, _MARKS, reached.marks)
    sys.meta_path.insert(0, _Finder(reached))
    return reached
