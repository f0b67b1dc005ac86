"""Coverage-guided fuzzing of the reader and the checks, on demand: see fuzz/README.md.

Two kinds of input by turns: bytes as they come, and the complete example with pieces put into it,
which gets past the reader to the checks. Whatever it is, a story or at least one problem comes
out, no problem says that the program itself is at fault, and every problem can be printed.
"""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["kiosk"]):
    from kiosk.scenario.graph import Graph
    from kiosk.scenario.model import Scenario
    from kiosk.scenario.reading.catalogue_files import load_catalogue
    from kiosk.scenario.reading.library import shipped_pictures
    from kiosk.scenario.reading.reader import read_story
    from kiosk.scenario.schema import all_keys
    from kiosk.visit.transcript import differences, transcribe

EXAMPLE = (ROOT / "docs" / "example-story.yaml").read_text(encoding="utf-8")
CATALOGUE, _ = load_catalogue(ROOT / "scenarios" / "catalogue")
PICTURES = shipped_pictures(ROOT / "assets")
SIGNS = [": ", "：", "\n", "\n  - ", "－", "　", "\t", "'", '"', "[", "]", "{", "}", "&a ", "*a"]
SIGNS += ["!t ", " #", "|", ">", "? ", "---\n", "%", "\x85", "\u2028", "\u202e", "\ud7ff", "99999"]
PIECES = [
    *sorted(all_keys(Scenario)),
    *SIGNS,
    "骗局",
    "稳妥",
    "是",
    "96110",
    "2027-06-30",
    "13812345678",
]
KEEP_EVERY = 20_000
_runs = 0


def changed(data: bytes) -> bytes:
    """Give the example with some pieces put in, taken out and moved, as the bytes say."""
    given = atheris.FuzzedDataProvider(data)
    text = EXAMPLE
    for _ in range(given.ConsumeIntInRange(1, 6)):
        at = given.ConsumeIntInRange(0, len(text))
        gone = given.ConsumeIntInRange(0, 40)
        if given.ConsumeBool():
            put = PIECES[given.ConsumeIntInRange(0, len(PIECES) - 1)]
        else:
            put = given.ConsumeUnicode(8)
        text = text[:at] + put + text[at + gone :]
    return text.encode("utf-8", "surrogatepass")


def one(data: bytes) -> None:
    """Read and check one input; raises where a promise isn't kept."""
    global _runs  # noqa: PLW0603 - libFuzzer calls a bare function
    _runs += 1
    if _runs % KEEP_EVERY == 0:
        gc.collect()
    bare = data[1:]
    text = changed(bare) if data[:1] < b"\x80" else bare
    story = read_story(text, "乱.yaml", catalogue=CATALOGUE, pictures=PICTURES)
    if story.scenario is None and not story.problems:
        raise AssertionError("refused without a word")
    for problem in story.problems:
        if problem.code in {"internal", "unreadable"}:
            raise AssertionError(problem.text())
        problem.text().encode("utf-8", "replace")
    if story.scenario is not None:
        if Graph(story.scenario).extremes() is None:
            raise AssertionError("played without an end")
        if list(differences(story.scenario, transcribe(story.scenario))):
            raise AssertionError("a play differs from itself")
        if not date.min <= story.scenario.review_by <= date.max:
            raise AssertionError("no day")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
