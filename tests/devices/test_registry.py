"""One line says all of a device: every channel has its own, and nothing else tells channels apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.theme import Look, Thing
from kiosk.ui.typesetter import Typesetter
from tests.kits import SMALL, UPRIGHT, limit

KIOSK = Path(__file__).resolve().parents[2] / "kiosk"


def test_every_channel_has_one_device() -> None:
    assert sorted(kind.channel.en for kind in registry.KINDS) == sorted(one.en for one in Channel)


def test_a_quiz_item_comes_by_a_device_on_which_its_contact_speaks() -> None:
    for channel in Channel:
        kind = registry.quiz_kind(channel)
        assert kind.speaks_to_somebody or kind.in_person


def test_the_devices_alone_tell_one_channel_from_another() -> None:
    named = {
        path.relative_to(KIOSK).as_posix()
        for path in KIOSK.rglob("*.py")
        if re.search(rf"\bChannel\.({'|'.join(Channel.__members__)})\b", path.read_text("utf-8"))
    }
    assert {path for path in named if not path.startswith("devices/")} == set()
    assert "devices/registry.py" not in named


@pytest.mark.parametrize("size", [SMALL, UPRIGHT], ids=str)
def test_a_device_laid_out_is_set_as_often_as_one_likes(size: tuple[int, int]) -> None:
    kit, _ = limit(size)
    story, theme = kit.deck.scenarios[0], kit.theme(Look.LARGE)
    box = Box(0, 0, theme.scale.px(Thing.DEVICE_LEAST), theme.scale.px(Thing.PHONE))
    left_out = 0
    for scene in story.scenes:
        state = DeviceState(kit.words, story, scene, len(scene.lines))
        laid = registry.layout(Typesetter(kit.fonts, theme), box, state)
        one, other = Composer(kit.fonts, theme), Composer(kit.fonts, theme)
        laid.paint(one)
        laid.paint(other)
        assert (one.back, one.front, one.targets) == (other.back, other.front, other.targets)
        assert one.left_out == list(laid.left_out)
        texts = {item.paragraph.text for item in one.front if isinstance(item, Text)}
        assert kit.words("bar.simulated") in texts
        assert not texts & set(laid.left_out)
        left_out += len(laid.left_out)
    assert left_out
