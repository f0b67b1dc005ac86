"""Who imports whom in a package, read from its source: late imports and those for types as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Imports = dict[str, set[str]]
"""Each module of a package with those of the same package that it imports."""


def imports_of(package: Path, *, late: bool = True) -> Imports:
    """Give the imports of a package's folder; without `late` only those that importing it makes."""
    files = {_module(package, path): path for path in sorted(package.rglob("*.py"))}
    return {
        name: {
            known
            for told in _named(ast.parse(path.read_text(encoding="utf-8")), name, path, late=late)
            if (known := _nearest(told, files)) is not None and (known != name or late)
        }
        - ({name} if path.name == "__init__.py" else set())
        for name, path in files.items()
    }


def _module(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _nearest(told: tuple[str, ...], files: dict[str, Path]) -> str | None:
    """Give the first of some names that is a module: `from a import b` names `a.b` or else `a`."""
    return next((name for name in told if name in files), None)


def _named(tree: ast.Module, name: str, path: Path, *, late: bool) -> Iterator[tuple[str, ...]]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree) if late else _at_once(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.name,)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")
            base = ".".join(above[: len(above) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            for alias in node.names:
                yield f"{source}.{alias.name}", source
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield (str(getattr(node.args[0], "value", "")),)


def _at_once(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _at_once(node)


def circles(imports: Imports) -> list[list[str]]:
    """Give each set of modules of which every one reaches every other, and who imports itself."""
    known = {name: reached(imports, name) for name in imports}
    found = {
        frozenset(other for other in known[name] if name in known[other])
        for name in imports
        if name in known[name]
    }
    return sorted(sorted(circle) for circle in found)


def reached(imports: Imports, start: str) -> set[str]:
    """Give all that a module imports, itself or through others."""
    found: set[str] = set()
    waiting = list(imports[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += imports[name]
    return found


def upward(imports: Imports, layers: list[list[str]]) -> list[str]:
    """Give each import that runs from a room to one in a layer above, by layers from the top down."""
    height = {room: at for at, layer in enumerate(layers) for room in layer}

    def at(name: str) -> int | None:
        return height.get(name.split(".")[1]) if "." in name else None

    return sorted(
        f"{name} -> {known}"
        for name, others in imports.items()
        for known in others
        if (low := at(name)) is not None and (high := at(known)) is not None and high < low
    )
