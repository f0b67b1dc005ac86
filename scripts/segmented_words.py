"""Write the segmented runs of the interface's words: `assets/words/segmented.txt`.

Run: python scripts/segmented_words.py, after a change to the words, to the names of places or to
`terms.txt`. The kiosk breaks rows by it; what stories say is segmented when they are checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from kiosk.segmenter import APART, JOINED, SEGMENTED, TERMS, Segmenter, read_terms

ASSETS = Path(__file__).parents[1] / "assets"
WORDS = ASSETS / "words"


def segmented() -> str:
    """Give what the file ought to hold."""
    own = Segmenter(WORDS / TERMS)
    files = [*WORDS.rglob("*.toml"), ASSETS / "pictures" / "places.toml"]
    texts = [text for file in files for text in _texts(tomllib.loads(file.read_text("utf-8")))]
    terms = read_terms(own.terms.read_text(encoding="utf-8"))
    runs = {*own.segmented(texts), *terms}
    kept = {run for run in runs if len(run.replace(APART, "").replace(JOINED, "")) > 1}
    return "".join(f"{run}\n" for run in sorted(kept))


def _texts(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for value in table.values() if isinstance(table, dict) else table:
            yield from _texts(value)


if __name__ == "__main__":
    (WORDS / SEGMENTED).write_text(segmented(), encoding="utf-8", newline="\n")
