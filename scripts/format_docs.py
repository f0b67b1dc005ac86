"""Write the generated parts of docs/scenario-format.md: the key tables and the example.

`python scripts/format_docs.py` writes them, with `--check` it only tells (exit 1) whether they
are as the model and docs/example-story.yaml have them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.scenario import model  # noqa: E402 - the checkout's own package, not an installed one
from kiosk.scenario.schema import Key, Sort, keys_of  # noqa: E402

PAGE = ROOT / "docs" / "scenario-format.md"
EXAMPLE = ROOT / "docs" / "example-story.yaml"
PART = re.compile(r"(<!-- (keys|names|example)(?: (\w+))? -->\n).*?(<!-- end -->)", re.DOTALL)


def generated(page: str) -> str:
    """Give the page with its generated parts made anew."""
    return PART.sub(lambda part: f"{part[1]}{_made(part[2], part[3])}{part[4]}", page)


def _made(what: str, name: str | None) -> str:
    if what == "example":
        return f"```yaml\n{EXAMPLE.read_text(encoding='utf-8')}```\n"
    cls: type = getattr(model, name or "")
    return _keys(cls) if what == "keys" else _names(cls)


def _keys(cls: type) -> str:
    rows = ["| 键 | key | value | needed | what it is |", "|---|---|---|---|---|"]
    rows += [
        f"| {key.zh} | `{key.name}` | {_value(key)} | {'yes' if key.required else ''} | {key.doc} |"
        for key in keys_of(cls)
    ]
    return "\n".join(rows) + "\n"


def _names(cls: type) -> str:
    members: list[model.Named] = list(cls)  # type: ignore[call-overload]  # a Named class
    return "、".join(f"{member.zh} (`{member.en}`)" for member in members) + "\n"


def _value(key: Key) -> str:
    shape = key.shape.item or key.shape
    words = {
        Sort.TEXT: "text",
        Sort.NUMBER: "whole number",
        Sort.FLAG: "是 or 否",
        Sort.DATE: "date",
        Sort.NAME: f"one of [{shape.of.__name__}](#{shape.of.__name__.lower()})",
        Sort.OBJECT: f"[{shape.of.__name__}](#{shape.of.__name__.lower()})",
    }
    return f"list of {words[shape.sort]}" if key.shape.item else words[shape.sort]


def main() -> int:
    """Write the page, or check it."""
    old = PAGE.read_text(encoding="utf-8")
    new = generated(old)
    if "--check" in sys.argv[1:]:
        if old != new:
            print("docs/scenario-format.md 和格式对不上，请运行 python scripts/format_docs.py")
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
