"""In the debrief cues light up on the device, where they stood, with the numbers they are named by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.scenario.model import Channel, Cue, Device, Line, Scene, Spot
from kiosk.screens import cue_card
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Text
from kiosk.ui.theme import Look
from tests.kits import WIDE, shared, stories

STORY = stories().deck.scenarios[0]
WHO = STORY.cast[0].id
DEVICE = Device(
    title="标题",
    number="+00 ··· 3318",
    address="a.invalid",
    payee="刘··",
    account="···· 08",
    amount=9,
)


def drawn(channel: Channel, cue: Cue, text: str, device: Device = DEVICE) -> Composer:
    own, _ = shared(WIDE)
    scene = Scene("甲", channel, (Line(WHO, text, cues=(cue,)),), WHO, device)
    state = DeviceState(own.words, STORY, scene, 1, lit=(LitWords(0, cue, "3"),))
    composer = Composer(own.fonts, own.theme(Look.NORMAL))
    registry.draw(composer, Box(60, 60, 600, 900), state)
    return composer


def pins(composer: Composer, number: str) -> list[Disc]:
    red = composer.theme.colours.red.ink
    digits = [i for i in composer.front if isinstance(i, Text) and i.paragraph.text == number]
    discs = [i for i in composer.front if isinstance(i, Disc) and i.colour == red]
    middles = [
        (text.x + text.paragraph.width // 2, text.y + text.paragraph.height // 2) for text in digits
    ]
    return [disc for disc in discs if any(disc.box.holds(*middle) for middle in middles)]


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.SMS], ids=str)
def test_in_a_message_the_very_words_are_lit_and_the_pin_hides_none(channel: Channel) -> None:
    cue = Cue("马上转", "制造紧迫", "催您")
    composer = drawn(channel, cue, "请您马上转到这里。")
    (pin,) = pins(composer, "3")
    assert composer.lit_places
    (words,) = [i for i in composer.front if isinstance(i, Text) and "马上转" in i.paragraph.text]
    for box in (place.box for place in composer.lit_places):
        assert not pin.box.meets(box)
        assert words.y <= box.y < words.y + words.paragraph.height


@pytest.mark.parametrize("kind", registry.KINDS, ids=lambda kind: kind.channel.en)
def test_a_spot_of_a_device_is_lit_where_it_stands(
    kind: registry.DeviceKind, subtests: pytest.Subtests
) -> None:
    for spot in kind.spots:
        with subtests.test(spot.zh):
            device = DEVICE if spot is not Spot.TITLE else replace(DEVICE, number="")
            cue = Cue("说的话", "冒充身份", "说明", spot)
            composer = drawn(kind.channel, cue, "没有那几个字。", device)
            assert len(pins(composer, "3")) == 1
            assert composer.lit_places


def test_without_a_debrief_nothing_is_lit() -> None:
    own, _ = shared(WIDE)
    for story in own.deck.scenarios:
        for scene in story.scenes:
            composer = Composer(own.fonts, own.theme(Look.NORMAL))
            state = DeviceState(own.words, story, scene, len(scene.lines))
            registry.draw(composer, Box(60, 60, 600, 900), state)
            assert not composer.lit_places


def test_a_page_names_the_cues_by_their_numbers_in_the_scene() -> None:
    cues = tuple(Cue(word, "手法", "说明") for word in "甲乙丙")
    lines = (Line(WHO, "甲乙", cues=cues[:2]), Line(WHO, "无"), Line(WHO, "丙", cues=cues[2:]))
    page = cue_card.CuePage((replace(lines[0], cues=cues[1:2]), lines[2]), first=1)
    assert cue_card.lit(lines, page) == (LitWords(0, cues[1], "2", 0), LitWords(2, cues[2], "3", 1))
