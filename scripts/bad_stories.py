"""Lay out the corpus of failing stories: tests/scenario/bad_stories/<code>-<n>.yaml, one for each bad example.

    python scripts/bad_stories.py [--check]

Each is the format's complete example with the one change its problem code's file shows, so that
anybody can try a rule: `scripts/run check tests/scenario/bad_stories/dead-link-0.yaml`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.scenario.problems import HERE, code, code_names  # noqa: E402 (found once the path is set)

EXAMPLE = ROOT / "docs" / "example-story.yaml"
FOLDER = ROOT / "tests" / "scenario" / "bad_stories"


def corpus() -> dict[str, bytes]:
    """Give the files by name; examples that need more than one text file have tests of their own."""
    story = EXAMPLE.read_text(encoding="utf-8")
    found = {}
    for name in code_names():
        for number, shown in enumerate(code(name).examples):
            if not shown.setup:
                bad = story.replace(shown.story or shown.good, shown.bad).replace(HERE, "")
                found[f"{name}-{number}.yaml"] = bad.encode()
    return found


def main(arguments: list[str]) -> int:
    """Write the corpus, or with --check tell whether it is as it would be written."""
    wanted = corpus()
    there = {path.name: path.read_bytes() for path in FOLDER.glob("*.yaml")}
    if "--check" in arguments:
        return 0 if there == wanted else 1
    FOLDER.mkdir(exist_ok=True)
    for name in there.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, data in wanted.items():
        (FOLDER / name).write_bytes(data)
    print(f"{len(wanted)} stories in {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
