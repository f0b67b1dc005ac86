"""All that the kiosk says with the shipped stories: by whom, and in which sentences."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk import composition
from kiosk.commands.common import today
from kiosk.process import prepare_pygame
from kiosk.review import gallery, plays
from kiosk.review.computed_sentences import computed_sentences
from kiosk.scenario.model import Kind, Scenario
from kiosk.scenario.spoken import Speaker
from kiosk.screens.kit import Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.settings import Settings
from kiosk.speech import Utterance
from kiosk.visit.deck import Deck
from kiosk.visit.quiz import Question
from kiosk.voice.sentences import Sentence, sentences
from kiosk.voice.speech_pack import PROFILE
from kiosk.voice.text_normaliser import TextNormaliser, load_wording, shipped_wording

INTERFACE = "interface"
"""The pack of the interface's own sentences, and of those with figures."""

DRAWN = (1920, 1080)
"""The screen whose debrief is said ahead, as `kiosk voice prepare` does."""


TO_COME = Path(__file__).with_name("to_come.toml")
"""Names the stories whose speech is not made yet."""


def to_come() -> frozenset[str]:
    """Give the ids of the stories whose speech is not made yet; the engine speaks them meanwhile."""
    return frozenset(tomllib.loads(TO_COME.read_text(encoding="utf-8"))["stories"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence that must be spoken: the words, the voice's name, and where it is first heard."""

    words: str
    voice: str
    first: str = field(compare=False)


def packs(
    paths: Iterable[Path] = (), without: frozenset[str] = frozenset()
) -> dict[str, list[Utterance]]:
    """Give every line the kiosk says with the shipped (or the given) stories, once, by the pack it belongs into.

    Of stories `without` names there is none but what other screens say of them, as their titles.

    The screens themselves are asked: they say more than a story's own words, as sums and what a telephone
    shows.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    prepare_pygame()
    composition.drawing_without_display()
    stories = composition.open_stories(list(paths), None, today())
    kit = composition.make_kit(DRAWN, stories, Settings())
    found: dict[str, list[Utterance]] = {INTERFACE: list(kit.words.sentences())}
    for story in stories.deck.scenarios:
        if story.id in without:
            continue
        figures = computed_sentences(replace(kit, deck=Deck((story,))))
        found[story.id] = [*Speaker(story).everything(), *figures, *_played(kit, story)]
    for name, screen in gallery.states(kit):
        if name.startswith(tuple(f"{one}-" for one in without)):
            continue
        owner = next((one for one in found if name.startswith(f"{one}-")), INTERFACE)
        found[owner] += screen.script
    return {owner: list(dict.fromkeys(said)) for owner, said in found.items()}  # plays repeat most


def _played(kit: Kit, story: Scenario) -> Iterator[Utterance]:
    """Give what the screens of all plays of a story say, and of all its quiz."""
    session = Session(seed=1)
    met: set[plays.Beginning] = set()
    for play in plays.plays(story):
        # without the debrief: computed_sentences asks it with every length of a visit
        for _, screen in plays.told_screens_of(kit, session, play, 0.0, met):
            yield from screen.script
    for item in story.quiz:
        quiz = QuizScreen(kit, session, questions=(Question(story, item),))
        yield from quiz.script
        for kind in Kind:
            yield from quiz.answered(kind).script


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
