"""Starts Ren'Py 8.0.3 of Debian 12 on the Python of Debian 12, which it otherwise doesn't run on.

It compiles pieces of syntax that end before they begin, and that Python refuses those. Run: launch.py RENPY GAME.
"""

from __future__ import annotations

import ast
import builtins
import runpy
import sys
from pathlib import Path

_compile = builtins.compile


def compile_leniently(source: object, *words: object, **named: object) -> object:
    """Compile, letting each piece of syntax end where it begins at the earliest."""
    if isinstance(source, ast.AST):
        for node in ast.walk(source):
            line = getattr(node, "lineno", None)
            if line is not None and (getattr(node, "end_lineno", None) or 0) <= line:
                node.end_lineno = line  # type: ignore[attr-defined]  # not every node has a place
                node.end_col_offset = max(  # type: ignore[attr-defined]
                    node.col_offset,  # type: ignore[attr-defined]
                    getattr(node, "end_col_offset", None) or 0,
                )
    return _compile(source, *words, **named)  # type: ignore[call-overload]  # as it was called


builtins.compile = compile_leniently  # type: ignore[assignment]
program = Path(sys.argv[1])
sys.argv = sys.argv[1:]
sys.path.insert(0, str(program.parent))
runpy.run_path(str(program), run_name="__main__")
