"""Write the table of docs/settings.md from the settings themselves.

`python scripts/settings_docs.py` writes it, with `--check` it only tells (exit 1) whether it is as
kiosk/settings.py has it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.scenario.schema import Key, keys_of  # noqa: E402 - the checkout's own package, not an installed one
from kiosk.settings import NONE, Settings, as_written  # noqa: E402

PAGE = ROOT / "docs" / "settings.md"
PART = re.compile(r"(<!-- settings -->\n).*?(<!-- end -->)", re.DOTALL)


def generated(page: str) -> str:
    """Give the page with its table made anew."""
    return PART.sub(lambda part: f"{part[1]}{_table()}{part[2]}", page)


def _table() -> str:
    rows = ["| 名称 | English key | 意思 | 默认 |", "|---|---|---|---|"]
    rows += [
        f"| {key.zh} | `{key.name}` | {_linked(key.doc)} | {_default(key)} |"
        for key in keys_of(Settings)
    ]
    return "\n".join(rows) + "\n"


def _linked(doc: str) -> str:
    """Give a sentence with the pages it names as links."""
    return re.sub(r"\b(\w+\.md)\b", r"[\1](\1)", doc)


def _default(key: Key) -> str:
    default = as_written(key.default)
    return default if default == NONE else f"`{default}`"


def main() -> int:
    """Write the page, or check it."""
    old = PAGE.read_text(encoding="utf-8")
    new = generated(old)
    if "--check" in sys.argv[1:]:
        if old != new:
            print("docs/settings.md 和设置对不上，请运行 python scripts/settings_docs.py")
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
