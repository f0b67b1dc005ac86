"""The speech that comes with the kiosk: a clip for each sentence of each shipped line, and each as it must be.

Each clip is listened to by `scripts/speech check` after it was made, and here some of each pack: that a pack is as
it was made its checksums tell of every one.
"""

from __future__ import annotations

import array
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.speech import Utterance
from kiosk.voice.clip_row import RATE
from kiosk.voice.engines import SPEECH
from kiosk.voice.loudness import samples
from kiosk.voice.sentences import sentences
from kiosk.voice.speech_pack import PROFILE, SUFFIX, Pack, SpeechPacks
from kiosk.voice.text_normaliser import Said, load_wording, shipped_wording
from speech import audit, lines
from tests.sample import every_story

FOLDER = shipped("assets") / SPEECH
PACKS = sorted(FOLDER.glob(f"*{SUFFIX}"))
LARGEST_IN_ALL = 110_000_000
"""Bytes that all packs may take together."""

EVERY = 8
"""One clip in so many is decoded and listened to."""

REMEDY = "run scripts/speech make"


@pytest.fixture(scope="module")
def said() -> dict[str, list[Utterance]]:
    """Give all that is said with the shipped stories, by pack, but of those whose speech is to come."""
    return lines.packs(without=lines.to_come())


@pytest.fixture(scope="module")
def worded(said: dict[str, list[Utterance]]) -> list[tuple[Utterance, Said]]:
    """Give each line once, with its words as the packs' voice says them."""
    wording = load_wording(shipped_wording())
    lines_once = dict.fromkeys(line for of_pack in said.values() for line in of_pack)
    return [(line, wording.of(line, PROFILE)) for line in lines_once]


@pytest.fixture(scope="module")
def mixer() -> Iterator[None]:
    """Open the mixer as the kiosk does, unheard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDL_AUDIODRIVER", "dummy")
        pygame.mixer.init(RATE, -16, 1, 512, allowedchanges=0)
        yield
        pygame.mixer.quit()


def test_every_line_of_the_shipped_stories_and_the_interface_is_spoken_by_it(
    worded: list[tuple[Utterance, Said]],
) -> None:
    packs = SpeechPacks((FOLDER,))
    missing = {
        f"{line.voice}：{line.text}"
        for line, words in worded
        if words.speakable and packs.line(words, line.voice) is None
    }
    assert sorted(missing) == [], REMEDY
    assert packs.faults == ()


def test_a_story_whose_speech_is_to_come_has_no_pack_and_is_a_shipped_one() -> None:
    coming = lines.to_come()
    assert coming.isdisjoint(path.name.removesuffix(SUFFIX) for path in PACKS)
    assert coming <= {story.id for story in every_story()}


def test_no_clip_lies_there_that_nothing_says(worded: list[tuple[Utterance, Said]]) -> None:
    wanted = {(line.voice, one.words) for line, words in worded for one in sentences(words)}
    there = {(e.voice, e.words) for path in PACKS for e in Pack(path).entries.values()}
    assert sorted(there - wanted) == [], REMEDY


def test_all_of_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in PACKS) < LARGEST_IN_ALL


@pytest.mark.usefixtures("mixer")
@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_each_clip_is_whole_and_as_it_must_be(path: Path) -> None:
    """Even loudness, no clipping, no hole, silence of its ends, times in order and inside, a fair pace."""
    pack = Pack(path)
    assert pack.whole()
    for entry in pack.entries.values():
        assert 0 <= entry.starts[0] <= entry.starts[-1] < entry.ms, entry.words
        spoken = [char for char in entry.words if char.isalnum()]
        late = [
            char
            for (before, after), char in zip(pairwise(entry.starts), spoken[1:], strict=True)
            # the 儿 of 儿化 is no syllable of its own: it begins with the one before
            if before >= after and not (char == "儿" and before == after)
        ]
        assert late == [], entry.words
    for entry in list(pack.entries.values())[::EVERY]:
        sound = pack.sound(entry)
        assert sound is not None
        values = samples(pygame.mixer.Sound(io.BytesIO(sound)).get_raw())
        assert audit.faults(array.array("h", values), RATE, entry.starts) == [], entry.words
        assert abs(len(values) * 1000 / RATE - entry.ms) <= 1, entry.words
