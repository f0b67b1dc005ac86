"""Nothing printed on a device can be used, and all of it is read out."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest
import zxingcpp
from PIL import Image

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.paths import shipped
from kiosk.scenario.model import Channel, Device, Scenario, Scene
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.images import Images
from kiosk.ui.items import Art, Group, Text
from kiosk.ui.theme import Look
from tests.kits import WIDE, shared, stories

STORY = stories().deck.scenarios[0]
WEB = Device(title="页", address="a.invalid", items=("姓名",), seal="快速取消", code="扫码进群")


@pytest.mark.parametrize("side", [60, 150, 240, 600, 1200])
def test_no_phone_reads_the_code(side: int) -> None:
    images = Images(shipped("assets") / "pictures")
    surface = images.draw("things/code-sample", (side, side))
    flat = pygame.Surface((side + 80, side + 80))
    flat.fill((255, 255, 255))
    flat.blit(surface, (40, 40))
    picture = Image.frombytes("RGB", flat.get_size(), pygame.image.tobytes(flat, "RGB"))
    assert zxingcpp.read_barcodes(picture) == []


def drawn(story: Scenario, scene: Scene) -> Composer:
    own, _ = shared(WIDE)
    composer = Composer(own.fonts, own.theme(Look.NORMAL))
    state = DeviceState(own.words, story, scene, len(scene.lines))
    registry.draw(composer, Box(60, 60, 600, 900), state)
    return composer


def test_a_seal_and_a_code_stand_on_a_page_and_are_read_out() -> None:
    own, _ = shared(WIDE)
    scene = replace(STORY.scenes[0], channel=Channel.WEB, device=WEB)
    front = drawn(STORY, scene).front
    (seal,) = [item for item in front if isinstance(item, Group)]
    said = [text for text, _ in registry.texts(DeviceState(own.words, STORY, scene, 1))]
    inside = [item for item in seal.items if isinstance(item, Text)]
    assert inside[0].paragraph.text.replace("\n", "") == "快速取消"
    assert {"快速取消", "扫码进群"} <= set(said)
    (code,) = [i for i in front if isinstance(i, Art) and i.name == "things/code-sample"]
    assert not code.box.meets(seal.box)


def test_several_people_stand_side_by_side_each_with_a_face_and_a_name() -> None:
    own, _ = shared(WIDE)
    story = next(s for s in own.deck.scenarios if s.id == "gongjianfa")
    scene = next(s for s in story.scenes if s.id == "邻居")
    several = replace(scene, present=("女儿", "民警"))
    figures = [
        item
        for item in drawn(story, several).back
        if isinstance(item, Art) and item.name.startswith("standing/")
    ]
    assert [figure.name.partition("/")[2].partition("-")[0] for figure in figures] == [
        "真民警女",
        "女儿",
        "女邻居",
    ]
    middles = {figure.name: figure.box.centre[0] for figure in figures}
    assert len(set(middles.values())) == len(figures)
    assert figures[-1].box.h > figures[0].box.h
    said = [text for text, _ in registry.texts(DeviceState(own.words, story, several, 1))]
    assert {"邻居王大姐", "女儿", "民警"} <= set(said)
