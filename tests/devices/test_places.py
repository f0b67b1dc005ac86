"""A face-to-face scene shows the place its words name, and a person who stands in it."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.devices import banners, face_to_face
from kiosk.devices.device_state import DeviceState
from kiosk.devices.places import FILE, ROWS, SPARE, read_places, shipped_places
from kiosk.paths import shipped
from kiosk.scenario.model import Channel, Character, Device, Scene
from kiosk.screens.kit import Kit
from kiosk.settings import Settings
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art
from kiosk.ui.theme import Look
from tests import kits
from tests.sample import every_story

PICTURES = shipped("assets") / "pictures"
PLACES = shipped_places()
PEOPLE = sorted(path.stem for path in (PICTURES / "people").glob("*.svg"))
SIZES = [(1920, 1080), (1080, 1920), (1366, 768), (3840, 2160)]
SOMEWHERE = ("银行柜台", "派出所", "菜市场门口", "自家楼下", "家里", "火星")


@pytest.fixture(scope="module")
def stories() -> composition.Stories:
    composition.drawing_without_display()
    return kits.stories()


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def kit(request: pytest.FixtureRequest, stories: composition.Stories) -> Kit:
    return composition.make_kit(request.param, stories, Settings())


def met(kit: Kit, place: str, portrait: str = "") -> tuple[Box, Composer, list[Art]]:
    """Give the device's box, its sheet and the pictures on it, from back to front."""
    person = Character("甲", "某人", "旁白", portrait)
    story = replace(kit.deck.scenarios[0], cast=(person,))
    contact = person.id if portrait else ""
    scene = Scene("场", Channel.FACE_TO_FACE, (), contact=contact, device=Device(place=place))
    wide = kit.size[0] // 3 if kit.size[0] > kit.size[1] else kit.size[0] * 8 // 9
    box = Box(70, 130, wide, kit.size[1] // 3 if wide > kit.size[0] // 2 else kit.size[1] * 2 // 3)
    composer = Composer(kit.fonts, kit.theme(Look.NORMAL))
    state = DeviceState(kit.words, story, scene, 0)
    face_to_face.layout(composer, box, state).paint(composer)
    return box, composer, [item for item in composer.back + composer.front if isinstance(item, Art)]


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("银行柜台", "bank-counter"),
        ("银行大厅", "bank-lobby"),
        ("银行门口", "street"),
        ("菜市场门口", "market"),
        ("自家楼下", "neighbourhood"),
        ("自家门口", "front-door"),
        ("家里", "living-room"),
        ("女儿家", "living-room"),
        ("派出所", "police-desk"),
        ("医保窗口", "hospital-window"),
        ("社区活动室", "community-hall"),
        ("小区门口", "neighbourhood"),
        ("路口的药店", "shop"),
        ("网约车旁", "car-door"),
        ("火星", "community-hall"),
        ("", "community-hall"),
    ],
)
def test_the_longest_word_of_a_place_chooses_its_picture(text: str, picture: str) -> None:
    assert PLACES.of(text).picture == picture


def test_of_two_words_as_long_the_place_that_comes_first_wins() -> None:
    first, second = (next(p for p in PLACES.known if w in p.words) for w in ("超市", "门口"))
    assert len("超市") == len("门口")
    assert PLACES.known.index(first) < PLACES.known.index(second)
    assert PLACES.of("门口超市") == PLACES.of("超市门口") == first


def test_every_place_has_its_picture_and_only_people_there_are_work_in_it() -> None:
    for place in (*PLACES.known, PLACES.default):
        assert (PICTURES / "things" / f"{place.picture}.svg").is_file()
        assert place.staff <= PLACES.people
        assert bool(place.staff) == (place.counter is not None)
        assert place.counter is None or 0 < place.counter < ROWS


def test_no_word_stands_twice() -> None:
    words = [word for place in PLACES.known for word in place.words]
    assert len(set(words)) == len(words)
    assert "" not in words


def test_the_shipped_stories_meet_people_in_places_that_are_known() -> None:
    met_in = {
        scene.device.place
        for story in every_story()
        for scene in story.scenes
        if scene.channel is Channel.FACE_TO_FACE and scene.device.place
    }
    assert met_in
    for text in met_in:
        assert any(word in text for place in PLACES.known for word in place.words), text


def test_whom_the_shipped_stories_meet_is_drawn_standing() -> None:
    for story in every_story():
        portraits = {person.id: person.portrait for person in story.cast}
        for scene in story.scenes:
            if scene.channel is Channel.FACE_TO_FACE and scene.contact:
                assert PLACES.standing(portraits[scene.contact]) is not None


def test_a_mood_nobody_drew_stands_as_the_person() -> None:
    assert PLACES.standing("柜员-生气") == "柜员"
    assert PLACES.standing("女儿-担心") == "女儿-担心"
    assert PLACES.standing("导师") is None
    assert PLACES.standing("") is None


@pytest.mark.parametrize("place", SOMEWHERE)
def test_the_backdrop_fills_the_card_above_the_name(kit: Kit, place: str) -> None:
    box, composer, (backdrop, *_) = met(kit, place, "女儿")
    assert backdrop.name == f"things/{PLACES.of(place).picture}"
    assert backdrop.cover
    assert (backdrop.box.x, backdrop.box.y, backdrop.box.w) == box[:3]
    assert backdrop.box.h > box.h // 2
    assert all(item.bounds.y >= backdrop.box.bottom for item in composer.front)
    assert composer.left_out == []


@pytest.mark.parametrize("portrait", PEOPLE)
def test_the_person_is_in_the_scene_whole_and_large(kit: Kit, portrait: str) -> None:
    for place in SOMEWHERE:
        _, _, (backdrop, person) = met(kit, place, portrait)
        assert backdrop.box.around(person.box)
        assert person.box.h >= backdrop.box.h * 6 // 10 or person.box.w >= backdrop.box.w * 6 // 10
        middle = person.box.centre[0]
        assert abs(middle - backdrop.box.centre[0]) <= 1
        assert (
            person.box.y - backdrop.box.y
            >= banners.badge_height(Composer(kit.fonts, kit.theme(Look.NORMAL))) // 2
        )


def test_who_works_there_stands_behind_the_counter_and_others_before_it(kit: Kit) -> None:
    _, _, (backdrop, teller) = met(kit, "银行柜台", "柜员")
    _, _, (_, daughter) = met(kit, "银行柜台", "女儿")
    assert daughter.box.bottom == backdrop.box.bottom
    assert teller.box.bottom < daughter.box.bottom


def test_where_nobody_is_met_the_place_alone_is_drawn_and_named(kit: Kit) -> None:
    _, composer, pictures = met(kit, "家里")
    assert [art.name for art in pictures] == ["things/living-room"]
    assert len(composer.front) == 1


def test_without_a_place_it_is_the_one_the_interface_names(kit: Kit) -> None:
    _, _, (backdrop, _) = met(kit, "", "柜员")
    assert backdrop.name == f"things/{PLACES.of(kit.words('device.counter')).picture}"


def test_the_file_says_nothing_the_program_does_not_read() -> None:
    table = tomllib.loads((PICTURES / FILE).read_text(encoding="utf-8"))
    assert set(table) == {"default", "place", "chance", "part", "elsewhere"}
    for entry in table["place"]:
        assert set(entry) <= {"picture", "name", "words", "counter", "staff"}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "不是 toml =",
        "place = 3",
        "place = [1]",
        "[[place]]\nwords = ['家']",
        "[[place]]\npicture = 'market'",
        "[[place]]\npicture = 'market'\nwords = 3",
    ],
)
def test_a_broken_file_leaves_one_backdrop_for_all_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str | None
) -> None:
    if text is not None:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        places = read_places(tmp_path)
    assert places.of("家里").picture == SPARE
    assert places.standing("柜员") is None
    assert FILE in caplog.text


def test_the_file_of_another_language_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("[[place]]\npicture='x'\nwords=['家']".encode("gbk"))
    assert read_places(tmp_path).known == ()
