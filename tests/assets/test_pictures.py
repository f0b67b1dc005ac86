"""Every picture can be drawn by the kiosk at any size, and is what its folder promises."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pygame
import pytest

from kiosk.scenario.model import Photo
from kiosk.ui.images import Images
from tests.programs import program

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
    "replay", "clock", "text-size", "contrast", "volume", "volume-off", "exclaim", "exit", "shield-alert",
    "check", "triangle-alert", "cross", "hang-up", "answer", "back", "next", "lock", "globe",
    "bank", "people", "pin", "warning-eye", "wallet", "bulb", "play", "paper", "voice-wave",
    "link", "transfer", "phone", "chat", "sms", "home", "dice", "heart", "info", "question",
    "message-unread", "sound-wave", "hand-tap", "clock-24", "search", "shield-check",
]  # fmt: skip
PEOPLE = [
    "女客服", "男客服", "假警官", "真民警男", "真民警女", "老奶奶", "老爷爷", "女儿", "儿子", "孙子",
    "柜员", "大堂经理", "群助理", "热心大姐", "导师", "快递员", "陌生人", "邻居", "旁白", "我",
    "女邻居", "小伙子", "医生", "律师", "网格员", "孙女", "司机", "老同学", "店员", "讲师", "黄昏恋人",
    "客服主管", "护士", "男孩", "学生", "值机员", "老板", "女主管", "妹妹", "老师", "工人",
]  # fmt: skip
# Portraits a cast may name; all other moods are worn by whoever the words move.
MOODS = ["女儿-担心", "孙子-着急", "老奶奶-着急", "老奶奶-放心", "女邻居-着急", "假警官-严厉"]
WORN = ["高兴", "着急", "严肃", "担心", "放心"]
MASKS = ["严厉", "假笑"]
MASKED = [
    "女客服", "男客服", "客服主管", "假警官", "群助理", "热心大姐", "导师", "小伙子", "医生", "律师", "司机", "老同学",
    "讲师", "黄昏恋人", "陌生人", "快递员", "店员", "老板", "女主管", "老师", "工人",
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
DICE = "骰子"
"""Not a story's: the card that picks one by chance."""
COVERS = [
    "客服来电", "警官", "聊天赚钱", "反诈来电", "短信", "网页",
    "上门", "银行柜台", "家人来电", "投资", "通用", DICE,
    "来电", "聊天", "医院", "路上", "菜市场", "快递", "办公室", "家里",
]  # fmt: skip
PLACES = [
    "bank-counter", "bank-lobby", "police-desk", "hospital-window", "market", "shop", "street",
    "community-hall", "neighbourhood", "car-door", "living-room", "front-door",
    "airport", "bus-stop", "bus", "gold-shop", "office", "noodle-shop", "parcel-station", "barber",
    "ward", "stairwell", "lecture-hall", "building-site", "village-office",
]  # fmt: skip
THINGS = [
    *PLACES, "seal-sample", "seal-plain", "code-sample", "crowd",
]  # fmt: skip
POSES = ["请", "递", "出示", "打电话", "拦住", "捂胸"]
PHOTOS = [photo.zh for photo in Photo if photo is not Photo.FACE]
EXPECTED = {
    "icons": ICONS,
    "people": PEOPLE + MOODS,
    "moods": [name for name in ALL_MOODS if name not in MOODS],
    "standing": STANDING,
    "covers": COVERS,
    "things": THINGS,
    "photos": PHOTOS,
    "poses": POSES,
}
BOXES = {
    "icons": "0 0 48 48",
    "people": "0 0 240 240",
    "moods": "0 0 240 240",
    "standing": "0 0 240 300",
    "covers": "0 0 588 234",
    "photos": "0 0 320 200",
    "poses": "0 0 240 300",
}

ALL = sorted(PICTURES.glob("*/*.svg"))
IMAGES = Images(PICTURES)

Pixels = npt.NDArray[np.uint8]


def of(*rooms: str) -> list[Path]:
    return [path for path in ALL if path.parent.name in rooms]


SCRIPT = program("moods")


def portrait(name: str) -> Path:
    """Give the file of a portrait, at rest or in a mood."""
    rooms = [PICTURES / room / f"{name}.svg" for room in ("people", "moods")]
    return next(path for path in rooms if path.is_file())


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def drawn(path: Path, height: int) -> Pixels:
    """Give a picture as the kiosk draws it: rows of pixels, each red, green, blue and alpha."""
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', text_of(path))
    assert box is not None
    width = round(float(box[1]) * height / float(box[2]))
    surface = IMAGES.draw(f"{path.parent.name}/{path.stem}", (width, height))
    flat = np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8)
    return flat.reshape(height, width, 4)


@pytest.mark.parametrize("room", EXPECTED)
def test_the_folder_holds_exactly_the_names_scenarios_and_screens_rely_on(room: str) -> None:
    assert sorted(p.name for p in (PICTURES / room).glob("*")) == sorted(
        f"{name}.svg" for name in EXPECTED[room]
    )


def test_every_folder_is_one_of_those() -> None:
    assert {path.parent.name for path in ALL} == set(EXPECTED)


def test_the_pictures_lie_beside_their_licence() -> None:
    assert "MIT License" in (PICTURES / "LICENSE").read_text(encoding="utf-8")


def test_a_thing_is_a_place_or_drawn_by_a_device() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kiosk").rglob("*.py"))
    assert [name for name in THINGS if name not in PLACES and f"things/{name}" not in sources] == []


def test_they_use_only_what_the_kiosk_can_draw(subtests: pytest.Subtests) -> None:
    for path in ALL:
        with subtests.test(f"{path.parent.name}/{path.stem}"):
            root = ET.fromstring(text_of(path))  # noqa: S314 - our own files
            tags = [element.tag for element in root.iter()]
            assert {tag.removeprefix(SVG) for tag in tags} <= DRAWN
            assert tags.count(f"{SVG}svg") == 1, "an svg inside an svg"
            for element in root.iter():
                assert set(element.attrib) <= ALLOWED
                assert not (element.text or "").strip()


def test_their_size_is_their_view_box(subtests: pytest.Subtests) -> None:
    for path in ALL:
        with subtests.test(f"{path.parent.name}/{path.stem}"):
            root = ET.fromstring(text_of(path))  # noqa: S314 - our own files
            left, top, *size = root.attrib["viewBox"].split()
            assert (left, top) == ("0", "0")
            assert root.attrib["viewBox"] == BOXES.get(path.parent.name, root.attrib["viewBox"])
            assert [root.attrib["width"], root.attrib["height"]] == size


def test_the_paints_they_name_are_there(subtests: pytest.Subtests) -> None:
    for path in ALL:
        with subtests.test(f"{path.parent.name}/{path.stem}"):
            named = set(re.findall(r"url\(#([^)]+)\)", text_of(path)))
            assert named == set(re.findall(r'\bid="([^"]+)"', text_of(path)))


def test_they_show_something_at_the_smallest_size(subtests: pytest.Subtests) -> None:
    for path in ALL:
        with subtests.test(f"{path.parent.name}/{path.stem}"):
            seen = drawn(path, 64)
            assert (seen[:, :, 3] > 128).mean() > 0.04
            _, counts = np.unique(seen.view(np.uint32), return_counts=True)
            assert counts.max() < 0.97 * counts.sum()


def test_a_large_icon_has_sharp_edges(subtests: pytest.Subtests) -> None:
    """Drawn anew and not blown up: only the thin line of an edge is half transparent."""
    for path in of("icons"):
        with subtests.test(path.stem):
            alpha = drawn(path, 900)[:, :, 3]
            full = (alpha == 255).sum()
            assert alpha.size - full - (alpha == 0).sum() < 0.06 * full


def test_an_icon_is_black_alone_so_that_it_can_be_tinted(subtests: pytest.Subtests) -> None:
    for path in of("icons"):
        with subtests.test(path.stem):
            paints = set(re.findall(r'\b(?:fill|stroke)="([^"]*)"', text_of(path)))
            assert paints <= {"none", "#000000"}
            assert "opacity" not in text_of(path)
            assert not drawn(path, 64)[:, :, :3].any()


def test_an_icon_does_not_touch_the_edge_of_its_square(subtests: pytest.Subtests) -> None:
    for path in of("icons"):
        with subtests.test(path.stem):
            alpha = drawn(path, 96)[:, :, 3].copy()
            assert alpha.shape == (96, 96)
            alpha[2:94, 2:94] = 0
            assert not alpha.any()


def test_covers_have_one_ground_so_that_none_tells_a_fraud_from_what_is_genuine() -> None:
    """And what stands on it ends before the sides, beside which a wide card goes on in that ground."""
    grounds = set()
    for name in COVERS:
        if name == DICE:
            continue
        seen = drawn(PICTURES / "covers" / f"{name}.svg", 234)
        sides = np.concatenate([seen[:, :40].reshape(-1, 4), seen[:, -40:].reshape(-1, 4)])
        grounds |= set(map(tuple, np.unique(sides, axis=0).tolist()))
    assert len(grounds) == 1


def test_a_person_fills_the_disc_it_is_cropped_by_and_nothing_outside(
    subtests: pytest.Subtests,
) -> None:
    across = np.arange(240) - 119.5
    from_middle = across[:, None] ** 2 + across[None, :] ** 2
    for path in of("people", "moods"):
        with subtests.test(path.stem):
            alpha = drawn(path, 240)[:, :, 3]
            assert not alpha[from_middle > 121**2].any()
            assert (alpha[from_middle < 117**2] == 255).all()


def test_who_stands_has_nothing_around_and_reaches_the_ground_whole(
    subtests: pytest.Subtests,
) -> None:
    for path in of("standing"):
        with subtests.test(path.stem):
            alpha = drawn(path, 300)[:, :, 3]
            for x, y in ((0, 0), (239, 0), (2, 150), (237, 150), (10, 60), (230, 60)):
                assert alpha[y, x] == 0
            assert (alpha[299, 48:193] == 255).all()
            assert alpha[120, 120] == 255


def test_who_stands_has_the_face_of_the_portrait() -> None:
    """Eyes, nose and mouth: what lies in the middle of the face is the same pixel by pixel."""
    others = []
    for name in STANDING:
        face, figure = (
            drawn(path, height)[98:138, 92:148, :3]
            for path, height in (
                (portrait(name), 240),
                (PICTURES / "standing" / f"{name}.svg", 300),
            )
        )
        if not np.array_equal(face, figure):
            others.append(name)
    assert others == []


def test_a_mood_is_the_same_person_with_another_face(subtests: pytest.Subtests) -> None:
    for mood in ALL_MOODS:
        with subtests.test(mood):
            person = mood.partition("-")[0]
            assert person in PEOPLE
            calm, moved = (set(text_of(portrait(name)).splitlines()) for name in (person, mood))
            assert len(calm & moved) > 0.5 * len(calm)
            assert moved - calm


def test_every_mood_of_a_person_is_seen_to_differ_at_the_size_of_a_call() -> None:
    alike = []
    for person in FACES:
        names = [person, *(name for name in ALL_MOODS if name.partition("-")[0] == person)]
        looks = {name: drawn(portrait(name), 200)[:, :, :3].astype(np.int16) for name in names}
        for one, other in combinations(names, 2):
            moved = (np.abs(looks[one] - looks[other]).max(axis=2) > 48).sum()
            if moved <= 40:
                alike.append((one, other, moved))
    assert alike == []


def test_moods_are_as_the_script_draws_them() -> None:
    script = subprocess.run(
        [sys.executable, ROOT / "scripts" / "moods.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert script.returncode == 0, script.stderr


def test_nobody_wears_a_mask_at_rest(subtests: pytest.Subtests) -> None:
    """A face at rest may be a swindler's or a real officer's: it gives nobody away."""
    for name in FACES:
        with subtests.test(name):
            text = text_of(portrait(name))
            for mask in MASKS:
                mood = SCRIPT.MOODS[mask]
                assert not any(path in text for path in (mood.brows, mood.lids, mood.mouth))
            mouth = drawn(portrait(name), 240)[126:140, 106:134, :3].astype(np.int16)
            aside = (np.abs(mouth - mouth[:, ::-1]).max(axis=2) > 48).mean()
            assert aside < 0.05, "a mouth drawn aside"


def test_a_sheet_shows_every_picture_beside_the_others(tmp_path: Path) -> None:
    sheet = program("picture_sheet")
    out = tmp_path / "sheet.png"
    assert sheet.main([str(PICTURES / "icons"), "-o", str(out), "--size", "48"]) == 0
    width, height = pygame.image.load(str(out)).get_size()
    assert width == sheet.SHEET_WIDTH
    assert height > 48 * (len(ICONS) * 48 // width)
