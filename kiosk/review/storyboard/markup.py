"""HTML made of values: every text is escaped, only what was made here counts as markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"img", "meta", "br", "hr"})


class Markup(str):
    """A piece of HTML as it is; any other text is escaped where it meets one."""

    __slots__ = ()


Child = str | Iterable[str]


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """Give an element; `class_` stands for class, `_` in a name for `-`, None leaves one out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "" if name in _VOID else f"{joined(*children)}</{name}>"
    return Markup(f"<{name}{given}>{inside}")


def joined(*children: Child) -> Markup:
    """Give pieces one after the other: markup as it is, text escaped."""
    pieces: list[str] = []
    for child in children:
        if isinstance(child, Markup):
            pieces.append(str(child))
        elif isinstance(child, str):
            pieces.append(escape(child))
        else:
            pieces.append(str(joined(*child)))
    return Markup("".join(pieces))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], class_: str | None = None) -> Markup:
    """Give a table; nothing where it has no rows."""
    body = [tag("tr", [tag("td", cell) for cell in row]) for row in rows]
    if not body:
        return Markup("")
    top = tag("thead", tag("tr", [tag("th", cell) for cell in head]))
    return tag("table", top, tag("tbody", body), class_=class_)


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """Give a list of names with what stands for them; those that are empty are left out."""
    pairs = [joined(tag("dt", name), tag("dd", value)) for name, value in rows if value]
    return tag("dl", pairs) if pairs else Markup("")
