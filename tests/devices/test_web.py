"""Whose page it is can be read: the owner's name in an address stands on one row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.devices.web import domain
from kiosk.scenario.model import Channel
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.theme import Look, Thing
from tests.kits import FINE, SMALL, UPRIGHT, limit


@pytest.mark.parametrize("address", ["www.quxiao.invalid/zhifu", "quxiao.invalid/queren/zhifu"])
@pytest.mark.parametrize("size", [SMALL, UPRIGHT, FINE], ids=str)
def test_the_narrowest_device_breaks_no_owners_name(size: tuple[int, int], address: str) -> None:
    kit, _ = limit(size)
    story = kit.deck.scenarios[0]
    page = next(scene for scene in story.scenes if scene.channel is Channel.WEB)
    theme = kit.theme(Look.LARGE)
    wide, tall = theme.scale.px(Thing.DEVICE_LEAST), theme.scale.px(Thing.PHONE)
    scene = replace(page, device=replace(page.device, address=address))
    composer = Composer(kit.fonts, theme)
    registry.draw(composer, Box(0, 0, wide, tall), DeviceState(kit.words, story, scene, 1))
    texts = [item.paragraph for item in composer.front if isinstance(item, Text)]
    (shown,) = [one for one in texts if one.text.replace("\n", "") == address]
    assert len(shown.boxes(*domain(shown.text))) == 1


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("www.quxiao.invalid/zhifu", "quxiao.invalid"),
        ("https://a.b.c.invalid", "c.invalid"),
        ("www.\nquxiao.invalid", "quxiao.invalid"),
        ("invalid", "invalid"),
    ],
)
def test_an_address_belongs_to_the_last_two_parts_of_its_host(address: str, owner: str) -> None:
    start, end = domain(address)
    assert address[start:end] == owner
