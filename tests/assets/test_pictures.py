"""Every picture can be drawn by the kiosk at any size, and is what its folder promises."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pygame
import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "assets" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
# What nanosvg, the reader inside SDL_image, draws; it leaves out anything else without a word.
DRAWN = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "defs", "linearGradient", "radialGradient", "stop",
}  # fmt: skip
GEOMETRY = {"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points"}
PAINT = {
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-opacity", "opacity", "transform",
}  # fmt: skip
GRADIENT = {"id", "offset", "stop-color", "stop-opacity", "gradientUnits", "fx", "fy"}
ROOT_ONLY = {"width", "height", "viewBox"}
ALLOWED = GEOMETRY | PAINT | GRADIENT | ROOT_ONLY

ICONS = [
    "replay", "clock", "text-size", "contrast", "volume", "volume-off", "exit", "shield-alert",
    "check", "triangle-alert", "cross", "hang-up", "answer", "back", "next", "lock", "globe",
    "bank", "people", "pin", "warning-eye", "wallet", "bulb", "play", "paper", "voice-wave",
    "link", "transfer", "phone", "chat", "sms", "home", "dice", "heart", "info", "question",
    "message-unread", "sound-wave", "hand-tap", "clock-24",
]  # fmt: skip
PEOPLE = [
    "女客服", "男客服", "假警官", "真民警男", "真民警女", "老奶奶", "老爷爷", "女儿", "儿子", "孙子",
    "柜员", "大堂经理", "群助理", "热心大姐", "导师", "快递员", "陌生人", "邻居", "旁白", "我",
    "女邻居", "小伙子", "医生", "律师", "网格员", "孙女", "司机", "老同学", "店员", "讲师", "黄昏恋人",
    "客服主管",
]  # fmt: skip
# Portraits a cast may name; all other moods are worn by whoever the words move.
MOODS = ["女儿-担心", "孙子-着急", "老奶奶-着急", "老奶奶-放心", "女邻居-着急", "假警官-严厉"]
WORN = ["高兴", "着急", "严肃", "担心", "放心"]
MASKS = ["严厉", "假笑"]
MASKED = [
    "女客服", "男客服", "客服主管", "假警官", "群助理", "热心大姐", "导师", "小伙子", "医生", "律师", "司机", "老同学",
    "讲师", "黄昏恋人", "陌生人", "快递员", "店员",
]  # fmt: skip
# These meet nobody face to face: they are on the telephone, in a group, or no person at all.
NEVER_MET = {
    "女客服",
    "男客服",
    "客服主管",
    "假警官",
    "假警官-严厉",
    "群助理",
    "导师",
    "旁白",
    "我",
}
FACES = [name for name in PEOPLE if name not in {"旁白", "我"}]
ALL_MOODS = [
    f"{name}-{mood}" for name in FACES for mood in WORN + (MASKS if name in MASKED else [])
]
STANDING = [name for name in PEOPLE + ALL_MOODS if name.partition("-")[0] not in NEVER_MET]
COVERS = [
    "客服来电", "警官", "聊天赚钱", "反诈来电", "短信", "网页",
    "上门", "银行柜台", "家人来电", "投资", "通用", "骰子",
]  # fmt: skip
PLACES = [
    "bank-counter", "bank-lobby", "police-desk", "hospital-window", "market", "shop", "street",
    "community-hall", "neighbourhood", "car-door", "living-room", "front-door",
]  # fmt: skip
THINGS = [*PLACES, "qr-phone", "meeting-share", "seal-sample"]
EXPECTED = {
    "icons": ICONS,
    "people": PEOPLE + MOODS,
    "moods": [name for name in ALL_MOODS if name not in MOODS],
    "standing": STANDING,
    "covers": COVERS,
    "things": THINGS,
}
BOXES = {
    "icons": "0 0 48 48",
    "people": "0 0 240 240",
    "moods": "0 0 240 240",
    "standing": "0 0 240 300",
    "covers": "0 0 588 234",
}

ALL = sorted(PICTURES.glob("*/*.svg"))
every_picture = pytest.mark.parametrize(
    "path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def of(*rooms: str) -> pytest.MarkDecorator:
    paths = [path for path in ALL if path.parent.name in rooms]
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


SHEET = load_script("picture_sheet")
SCRIPT = load_script("moods")


def portrait(name: str) -> Path:
    """Give the file of a portrait, at rest or in a mood."""
    rooms = [PICTURES / room / f"{name}.svg" for room in ("people", "moods")]
    return next(path for path in rooms if path.is_file())


def pixels(surface: pygame.Surface) -> npt.NDArray[np.uint8]:
    flat = np.frombuffer(pygame.image.tobytes(surface, "RGB"), np.uint8)
    return flat.reshape(surface.get_height(), surface.get_width(), 3)


def drawn(path: Path, height: int) -> pygame.Surface:
    surface: pygame.Surface = SHEET.render(path, height)
    return surface


def colours(surface: pygame.Surface) -> dict[tuple[int, ...], int]:
    """Count the colours on a grid fine enough for a small picture, quick enough for a large."""
    found: dict[tuple[int, ...], int] = {}
    step = 1 + surface.get_height() // 128
    for y in range(0, surface.get_height(), step):
        for x in range(0, surface.get_width(), step):
            colour = tuple(surface.get_at((x, y)))
            found[colour] = found.get(colour, 0) + 1
    return found


@pytest.mark.parametrize("room", EXPECTED)
def test_the_folder_holds_exactly_the_names_scenarios_and_screens_rely_on(room: str) -> None:
    assert sorted(p.name for p in (PICTURES / room).glob("*")) == sorted(
        f"{name}.svg" for name in EXPECTED[room]
    )


def test_the_pictures_lie_beside_their_licence() -> None:
    assert "MIT License" in (PICTURES / "LICENSE").read_text(encoding="utf-8")


@every_picture
def test_it_uses_only_what_the_kiosk_can_draw(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own files
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in DRAWN
        assert set(element.attrib) <= ALLOWED
        assert not (element.text or "").strip()
        if element is not root and element.tag == SVG + "svg":
            pytest.fail("an svg inside an svg")


@every_picture
def test_its_size_is_its_view_box(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own files
    width, height = root.attrib["viewBox"].split()[2:]
    assert root.attrib["viewBox"] == BOXES.get(path.parent.name, root.attrib["viewBox"])
    assert (root.attrib["width"], root.attrib["height"]) == (width, height)
    assert root.attrib["viewBox"].startswith("0 0 ")


@every_picture
def test_the_paints_it_names_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"url\(#([^)]+)\)", text))
    assert named == set(re.findall(r'\bid="([^"]+)"', text))


@every_picture
def test_it_shows_something_at_the_smallest_size(path: Path) -> None:
    surface = drawn(path, 64)
    assert surface.get_height() == 64
    seen = colours(surface)
    visible = sum(count for colour, count in seen.items() if colour[3] > 128)
    assert visible > 0.04 * sum(seen.values())
    assert max(seen.values()) < 0.97 * sum(seen.values())


@every_picture
def test_it_is_drawn_at_the_size_asked_for(path: Path) -> None:
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', path.read_text(encoding="utf-8"))
    assert box is not None
    assert drawn(path, 900).get_size() == (round(float(box[1]) * 900 / float(box[2])), 900)


@of("icons")
def test_a_large_icon_has_sharp_edges(path: Path) -> None:
    """Drawn anew and not blown up: only the thin line of an edge is half transparent."""
    alpha = pygame.image.tobytes(drawn(path, 900), "RGBA")[3::4]
    full = alpha.count(255)
    assert len(alpha) - full - alpha.count(0) < 0.06 * full


@of("icons")
def test_an_icon_is_black_alone_so_that_it_can_be_tinted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    paints = set(re.findall(r'\b(?:fill|stroke)="([^"]*)"', text))
    assert paints <= {"none", "#000000"}
    assert "opacity" not in text
    assert all(colour[:3] == (0, 0, 0) for colour in colours(drawn(path, 64)))


@of("icons")
def test_an_icon_does_not_touch_the_edge_of_its_square(path: Path) -> None:
    surface = drawn(path, 96)
    edge = [(x, y) for x in range(96) for y in (0, 1, 94, 95)]
    assert not any(surface.get_at(p)[3] or surface.get_at(p[::-1])[3] for p in edge)


@of("people", "moods")
def test_the_corners_of_a_person_are_transparent_and_the_disc_is_full(path: Path) -> None:
    surface = drawn(path, 240)
    for corner in (
        (0, 0),
        (239, 0),
        (0, 239),
        (239, 239),
        (30, 30),
        (210, 30),
        (30, 210),
        (210, 210),
    ):
        assert surface.get_at(corner)[3] == 0
    for inside in ((120, 6), (120, 120), (120, 234), (6, 120), (234, 120), (42, 42), (198, 198)):
        assert surface.get_at(inside)[3] == 255


@of("people", "moods")
def test_a_person_stays_inside_the_circle_it_is_cropped_by(path: Path) -> None:
    surface = drawn(path, 240)
    for y in range(0, 240, 3):
        for x in range(0, 240, 3):
            if (x - 119.5) ** 2 + (y - 119.5) ** 2 > 120.5**2:
                assert surface.get_at((x, y))[3] == 0


@of("standing")
def test_who_stands_has_nothing_around_and_reaches_the_ground_whole(path: Path) -> None:
    surface = drawn(path, 300)
    for at in ((0, 0), (239, 0), (2, 150), (237, 150), (10, 60), (230, 60)):
        assert surface.get_at(at)[3] == 0
    assert all(surface.get_at((x, 299))[3] == 255 for x in range(30, 211))
    assert surface.get_at((120, 120))[3] == 255


@pytest.mark.parametrize("name", STANDING)
def test_who_stands_has_the_face_of_the_portrait(name: str) -> None:
    """Eyes, nose and mouth: what lies in the middle of the face is the same pixel by pixel."""
    part = pygame.Rect(92, 98, 56, 40)
    looks = [
        pygame.image.tobytes(drawn(path, height).subsurface(part), "RGB")
        for path, height in (
            (portrait(name), 240),
            (PICTURES / "standing" / f"{name}.svg", 300),
        )
    ]
    assert looks[0] == looks[1]


@pytest.mark.parametrize("mood", ALL_MOODS)
def test_a_mood_is_the_same_person_with_another_face(mood: str) -> None:
    person = mood.partition("-")[0]
    assert person in PEOPLE
    calm, moved = (
        set(portrait(name).read_text(encoding="utf-8").splitlines()) for name in (person, mood)
    )
    assert len(calm & moved) > 0.5 * len(calm)
    assert moved - calm


@pytest.mark.parametrize("person", FACES)
def test_every_mood_of_a_person_is_seen_to_differ_at_the_size_of_a_call(person: str) -> None:
    names = [person, *(name for name in ALL_MOODS if name.partition("-")[0] == person)]
    looks = {name: np.asarray(pixels(drawn(portrait(name), 200)), np.int16) for name in names}
    for one, other in combinations(names, 2):
        moved = (np.abs(looks[one] - looks[other]).max(axis=2) > 48).sum()
        assert moved > 40, (one, other, moved)


def test_moods_are_as_the_script_draws_them() -> None:
    script = subprocess.run(
        [sys.executable, ROOT / "scripts" / "moods.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert script.returncode == 0, script.stderr


@pytest.mark.parametrize("name", FACES)
def test_nobody_wears_a_mask_at_rest(name: str) -> None:
    """A face at rest may be a swindler's or a real officer's: it gives nobody away."""
    text = portrait(name).read_text(encoding="utf-8")
    for mask in MASKS:
        mood = SCRIPT.MOODS[mask]
        assert not any(path in text for path in (mood.brows, mood.lids, mood.mouth))
    mouth = pixels(drawn(portrait(name), 240))[126:140, 106:134].astype(np.int16)
    assert (np.abs(mouth - mouth[:, ::-1]).max(axis=2) > 48).mean() < 0.05, "a mouth drawn aside"
