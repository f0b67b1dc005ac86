"""A face follows the tone of the words, the trick that is named, and how a play ends."""

from __future__ import annotations

import inspect
import logging
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import FILE, Faces, read_faces, shipped_faces
from kiosk.devices.places import shipped_places
from kiosk.paths import shipped
from kiosk.review.gallery import states
from kiosk.scenario.model import (
    VISITOR,
    Channel,
    Character,
    Cue,
    Device,
    Ground,
    Kind,
    Line,
    Scene,
)
from kiosk.screens.kit import Kit
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.ui.items import Art, Group
from kiosk.ui.screen import Item
from tests import kits
from tests.sample import every_story

PICTURES = shipped("assets") / "pictures"
FACES = shipped_faces()
MOODS = {tone.mood for tone in FACES.tones}
PLAIN = "今天天气不错。"


@pytest.fixture(scope="module")
def stories() -> composition.Stories:
    composition.drawing_without_display()
    return kits.stories()


@pytest.fixture(scope="module")
def kit(stories: composition.Stories) -> Kit:
    return composition.make_kit((1920, 1080), stories, Settings())


def said(
    kit: Kit, *lines: Line, who: Character | None = None, named: Cue | Ground | None = None
) -> str:
    """Give the portrait somebody wears when the lines are told."""
    who = who or Character("甲", "某人", "旁白", "小伙子")
    scene = Scene("场", Channel.FACE_TO_FACE, lines, contact="甲", device=Device(place="家里"))
    story = replace(kit.deck.scenarios[0], cast=(who,))
    return DeviceState(kit.words, story, scene, len(lines), named=named).face(who)


def arts(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from arts(item.items)
        if isinstance(item, Art):
            yield item.name


# The file -----------------------------------------------------------------------------------------


def test_every_mood_that_is_named_is_drawn_for_everybody_who_may_wear_it() -> None:
    people = [name for name, folder in FACES.drawn.items() if folder == "people"]
    faces = [name for name in people if "-" not in name and name not in {"我", "旁白"}]
    for mood in (*MOODS, FACES.kept, FACES.lost):
        for person in faces:
            assert FACES.portrait(person, mood) == f"{person}-{mood}"
            standing = shipped_places().standing(person)
            assert standing is None or shipped_places().standing(f"{person}-{mood}") != standing


def test_every_technique_of_the_catalogue_has_a_mask_and_no_other(kit: Kit) -> None:
    assert set(FACES.techniques) == {one.name for one in kit.catalogue.techniques}
    masks = set(FACES.techniques.values())
    assert masks
    assert not masks & MOODS
    for mask in masks:
        assert FACES.portrait("陌生人", mask) == f"陌生人-{mask}"


def test_no_word_is_heard_in_two_moods_or_hidden_behind_another() -> None:
    words = [word for tone in FACES.tones for word in tone.words]
    assert len(set(words)) == len(words)
    assert "" not in words
    for tone in FACES.tones:
        for word in tone.words:
            assert FACES.tone(word) == tone.mood


def test_the_file_says_nothing_the_program_does_not_read() -> None:
    table = tomllib.loads((PICTURES / FILE).read_text(encoding="utf-8"))
    assert set(table) == {"tone", "techniques", "ending", "sender"}
    assert set(table["ending"]) == {"kept", "lost"}
    assert all(set(entry) == {"mood", "words"} for entry in table["tone"])
    assert all(set(entry) == {"portrait", "place", "words"} for entry in table["sender"])


@pytest.mark.parametrize(
    "text",
    [
        None,
        "不是 toml =",
        "tone = 3",
        "[[tone]]\nmood = '着急'",
        "[[tone]]\nmood = '着急'\nwords = 3",
        "techniques = 3",
        "ending = 3",
    ],
)
def test_a_broken_file_leaves_everybody_at_rest_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str | None
) -> None:
    if text is not None:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        faces = read_faces(tmp_path)
    assert faces.tone("千万别挂") == ""
    assert FILE in caplog.text


def test_a_mood_nobody_drew_is_the_face_the_cast_names() -> None:
    faces = Faces(drawn={"女儿": "people", "女儿-担心": "people", "女儿-高兴": "moods"})
    assert faces.portrait("女儿-担心", "高兴") == "女儿-高兴"
    assert faces.portrait("女儿-担心", "着急") == "女儿-担心"
    assert faces.portrait("女儿", "") == "女儿"
    assert faces.portrait("没有", "高兴") == "没有"
    assert faces.picture("女儿-高兴") == "moods/女儿-高兴"
    assert faces.picture("没有") == "people/没有"


# Before the choice --------------------------------------------------------------------------------


def test_the_word_that_comes_first_decides_and_of_two_at_one_place_the_longer() -> None:
    assert FACES.tone("恭喜您！快点来领") == "高兴"
    assert FACES.tone("快点，恭喜您") == "着急"
    assert FACES.tone("抓紧办") == "着急"
    assert FACES.tone("来抓人") == "严肃"
    assert FACES.tone(PLAIN) == ""


def test_a_tone_is_told_by_the_words_alone() -> None:
    """Neither the kind of the story nor verdicts, cues or speakers can be asked: they aren't given."""
    assert list(inspect.signature(Faces.tone).parameters) == ["self", "text"]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", ["民警", "“张警官”"])
@pytest.mark.parametrize("words", ["千万别转", "您涉嫌洗钱", "恭喜您", "您别怕", PLAIN])
def test_before_a_choice_a_face_is_the_same_in_a_scam_and_in_a_genuine_story(
    kit: Kit, kind: Kind, name: str, words: str
) -> None:
    cues = (Cue(words[:2], "恐吓威胁", "说明"),) if kind is Kind.SCAM else ()
    who = Character("甲", name, "旁白", "陌生人")
    story = replace(kit.deck.scenarios[0], cast=(who,), kind=kind)
    scene = Scene("场", Channel.PHONE, (Line("甲", words, cues=cues),), contact="甲")
    mood = FACES.tone(words)
    worn = DeviceState(kit.words, story, scene, 1).face(who)
    assert worn == (f"陌生人-{mood}" if mood else "陌生人")


@pytest.mark.parametrize("mood", [*sorted(MOODS), ""])
def test_in_the_shipped_stories_every_tone_is_heard_of_both_sorts(mood: str) -> None:
    """No face belongs to swindlers or to honest people alone."""
    sides = set()
    for story in every_story():
        for person in story.cast:
            lines = [line for s in story.scenes for line in s.lines if line.speaker == person.id]
            honest = not person.borrowed and not any(line.cues for line in lines)
            heard = any(FACES.tone(line.text) == mood for line in lines)
            if heard:
                sides.add(honest)
    assert sides == {True, False}


def test_a_face_follows_what_was_said_last_and_rests_where_nothing_moves_it(kit: Kit) -> None:
    hurry, plain = Line("甲", "千万别挂"), Line("甲", PLAIN)
    assert said(kit) == "小伙子"
    assert said(kit, plain) == "小伙子"
    assert said(kit, plain, hurry) == "小伙子-着急"
    assert said(kit, hurry, plain) == "小伙子"


def test_while_others_tell_it_stays_and_while_the_visitor_speaks_they_listen(kit: Kit) -> None:
    hurry = Line("甲", "千万别挂")
    assert said(kit, hurry, Line("旁白", "恭喜。")) == "小伙子-着急"
    assert said(kit, hurry, Line(VISITOR, "恭喜。")) == "小伙子"
    assert said(kit, hurry, Line(VISITOR, "恭喜。"), hurry) == "小伙子-着急"


def test_a_mood_the_cast_names_is_the_face_at_rest(kit: Kit) -> None:
    worried = Character("甲", "某人", "旁白", "女邻居-着急")
    assert said(kit, Line("甲", PLAIN), who=worried) == "女邻居-着急"
    assert said(kit, Line("甲", "恭喜您"), who=worried) == "女邻居-高兴"


# In the debrief -----------------------------------------------------------------------------------


def test_a_mask_slips_only_in_the_debrief_and_only_under_a_borrowed_name(kit: Kit) -> None:
    cue = Cue("恭喜", "小利诱饵", "说明")
    line = Line("甲", "恭喜您", cues=(cue,))
    claimed = Character("甲", "“客服”", "旁白", "陌生人")
    neighbour = replace(claimed, name="邻居")
    assert said(kit, line, who=claimed) == "陌生人-高兴"
    assert said(kit, line, who=claimed, named=cue) == "陌生人-假笑"
    assert said(kit, line, who=neighbour, named=cue) == "陌生人-高兴"


def test_a_mask_stays_where_words_that_can_be_trusted_are_named(kit: Kit) -> None:
    ground = Ground("恭喜", "小利诱饵", "说明")
    line = Line("甲", "恭喜您", grounds=(ground,))
    claimed = Character("甲", "“客服”", "旁白", "陌生人")
    assert said(kit, line, who=claimed, named=ground) == "陌生人-高兴"


def test_a_trick_somebody_else_played_leaves_a_face_alone(kit: Kit) -> None:
    cue = Cue("恭喜", "小利诱饵", "说明")
    claimed = Character("甲", "“客服”", "旁白", "陌生人")
    lines = (Line("甲", PLAIN), Line("乙", "恭喜您", cues=(cue,)))
    assert said(kit, *lines, who=claimed, named=cue) == "陌生人"


def test_the_gallery_shows_masks_in_the_debrief_alone(kit: Kit) -> None:
    masks = tuple(f"-{mask}" for mask in set(FACES.techniques.values()))
    seen: dict[bool, set[str]] = {True: set(), False: set()}
    for _, screen in states(kit):
        debrief = isinstance(screen, ReplayScreen)
        pieces = [screen]
        while debrief and pieces[-1].piece + 1 < len(screen.script):
            pieces.append(pieces[-1].said())
        for piece in pieces:
            names = arts(piece.view(0.0, Heard()).items)
            seen[debrief] |= {name for name in names if name.endswith(masks)}
    assert {name.rpartition("-")[2] for name in seen[True]} == set(FACES.techniques.values())
    assert not seen[False]
