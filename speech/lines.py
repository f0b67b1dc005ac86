"""All that the kiosk says with the shipped stories: by whom, and in which sentences."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk import composition
from kiosk.commands.common import library, today
from kiosk.environment import prepare
from kiosk.paths import shipped
from kiosk.review.computed_sentences import with_figures
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.settings import Settings
from kiosk.voice.text_normaliser import TextNormaliser, load_wording, shipped_wording
from kiosk.words import Words
from speech.sentences import Sentence, sentences

PROFILE = "speech"
"""The last pass of wording.toml that is this voice's own."""

INTERFACE = "interface"
"""The pack of the interface's own sentences, and of those with figures."""

DRAWN = (1920, 1080)
"""The screen whose debrief is said ahead, as `kiosk voice prepare` does."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence that must be spoken: the words, the voice's name, and where it is first heard."""

    words: str
    voice: str
    first: str = field(compare=False)


def packs(paths: Iterable[Path] = ()) -> dict[str, list[Utterance]]:
    """Give every line of the shipped (or the given) stories by the pack it belongs into, each once."""
    stories = library(list(paths)).scenarios
    words = Words.load(shipped("assets") / "words" / "zh-CN.toml")
    found: dict[str, list[Utterance]] = {INTERFACE: list(words.sentences())}
    for story in stories:
        found[story.id] = list(Speaker(story).everything())
    for line in _computed(list(paths)):
        found[INTERFACE].append(line)
    return found


def _computed(paths: list[Path]) -> list[Utterance]:
    """Give the lines with figures and a story's own words that plays can lead to."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    prepare()
    composition.drawing_without_display()
    deck = composition.open_stories(paths, None, today())
    return with_figures(composition.make_kit(DRAWN, deck, Settings()))


def wanted(lines: Mapping[str, Iterable[Utterance]]) -> dict[str, list[Wanted]]:
    """Give the sentences of each pack, each sentence once in all: what several need lies with the interface."""
    wording = load_wording(shipped_wording())
    places: dict[Wanted, list[str]] = {}
    for pack, utterances in lines.items():
        for one in wanted_of(utterances, wording):
            places.setdefault(one, []).append(pack)
    found: dict[str, list[Wanted]] = {pack: [] for pack in lines}
    for one, where in places.items():
        found[where[0] if len(set(where)) == 1 else INTERFACE].append(one)
    return found


def wanted_of(lines: Iterable[Utterance], wording: TextNormaliser) -> Iterator[Wanted]:
    """Give the sentences of some lines."""
    for line in lines:
        for sentence in spoken(line, wording):
            yield Wanted(sentence.words, line.voice, line.id)


def spoken(line: Utterance, wording: TextNormaliser) -> list[Sentence]:
    """Give the sentences of a line as this voice says them."""
    return sentences(wording.of(line, PROFILE))
