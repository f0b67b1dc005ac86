"""Takes Chinese text apart into words, so that a row needn't end inside one.

The words are jieba's (`rjieba`), and terms of our own on top. Its dictionary takes 0.2 s and 34 MB,
so it is loaded for the moment it is needed: when stories are checked. What was found is kept with
them. A machine without it keeps the words it has.

A run is what stands between two marks, blanks or figures: Chinese characters alone. A *segmented run*
is its words with a blank between them, and a hyphen where the words are one name: “下载 国家-反诈-中心”.
"""

from __future__ import annotations

import importlib.util
import logging
import sys
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from kiosk.paths import shipped
from kiosk.patterns import pattern
from kiosk.process import give_back_memory
from kiosk.storage import read_file, read_text
from kiosk.values import dataclass

_log = logging.getLogger(__name__)

RUN = pattern("[\u3400-\u9fff\U00020000-\U0003ffff]+")
"""A run: jieba's words never reach over anything else."""

APART, JOINED = " ", "-"
"""What stands between words, and between the words of one name, in a segmented run."""

TERMS, SEGMENTED = "terms.txt", "segmented.txt"
"""The files beside the interface's words: terms of our own, and the segmented runs of both."""

PACKAGE = "rjieba"
CERTAIN = 10**6
"""How often a term counts as met: more often than any word that could cut it."""
_one_at_a_time = threading.Lock()
"""Stories of a stick are checked while others are opened: of two threads its package refuses one."""


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Gives the segmented runs of texts; `terms` is the file of our own words, one a line."""

    terms: Path

    @property
    def stamp(self) -> bytes:
        """Give what the words depend on beside the texts: this file, whether there is a dictionary, the terms."""
        there = importlib.util.find_spec(PACKAGE) is not None
        own = "\n".join(self._own).encode()
        return b"\0".join((read_file(Path(__file__)), bytes([there]), own))

    def segmented(self, texts: Iterable[str], names: Iterable[str] = ()) -> tuple[str, ...]:
        """Give the segmented runs of some texts, sorted; empty where there is no dictionary.

        `names` are those of people: what is single characters in the dictionary's eyes is a name.
        """
        runs = sorted({run for text in texts for run in RUN.findall(text) if len(run) > 1})
        return _segmented(tuple(runs), tuple(sorted(set(names))), self._own)

    @property
    def _own(self) -> tuple[str, ...]:
        """Give our terms; none where their file can't be read, which is worse rows and no error."""
        try:
            return read_terms(read_text(self.terms))
        except (OSError, ValueError):
            return ()


def shipped_segmenter() -> Segmenter:
    """Give what finds the words of stories when they are checked."""
    return Segmenter(shipped("assets") / "words" / TERMS)


def read_terms(text: str) -> tuple[str, ...]:
    """Give the terms of a file: its lines but for blank ones and remarks after `#`."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@lru_cache(maxsize=4)
def _segmented(
    runs: tuple[str, ...], names: tuple[str, ...], terms: tuple[str, ...]
) -> tuple[str, ...]:
    if not runs:
        return ()
    with _one_at_a_time:
        return _by_dictionary(runs, names, terms)


def _by_dictionary(
    runs: tuple[str, ...], names: tuple[str, ...], terms: tuple[str, ...]
) -> tuple[str, ...]:
    try:
        import rjieba  # noqa: PLC0415 - loads its dictionary
    except ImportError:
        _log.warning("没有分词的词典 rjieba，换行可能断开词语。运行 scripts/run 会补上")
        return ()
    whole = {term.replace(JOINED, ""): term for term in terms}
    for term in whole:
        rjieba.add_word(term, CERTAIN, "n")
    for name in names:
        for run in RUN.findall(name):
            for unknown in _unknown(rjieba.cut(run, hmm=False)):
                rjieba.add_word(unknown, CERTAIN, "nr")
    # Without guessing words no dictionary has: it made 会点 of 您会点开吗.
    found = tuple(_line(rjieba.cut(run, hmm=False), whole) for run in runs)
    del rjieba
    _forget()
    return found


def _line(words: Iterable[str], whole: Mapping[str, str]) -> str:
    return APART.join(whole.get(word, word) for word in words)


def _unknown(words: Iterable[str]) -> Iterable[str]:
    """Give what stands in neighbouring single characters of a name: 小周 in 社区 民警 小 周."""
    single = "".join(word if len(word) == 1 else APART for word in words)
    return (name for name in single.split(APART) if len(name) > 1)


def _forget() -> None:
    """Let go of the dictionary, which the package keeps for good: 25 MB; it can be imported again."""
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    give_back_memory()
