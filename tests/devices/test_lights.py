"""In the debrief 破绽 and 凭据 light up on the device, where they stood, with the numbers they are named by."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Channel, Cue, Device, Ground, Line, Scene, Spot
from kiosk.screens import cue_card
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Fill, Panel, Text
from kiosk.ui.theme import Look
from kiosk.ui.typesetter import Typesetter
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


# 凭据 --------------------------------------------------------------------------------------------

GROUND = Ground("您自己拨过来", "脱离官方", "不怕您核实")
CUE = Cue("马上转", "制造紧迫", "催您")
SAID = "您自己拨过来，别马上转。"


def lit_both() -> Composer:
    """Give a chat in which a 破绽 and a 凭据 of one message are lit."""
    own, _ = shared(WIDE)
    line = Line(WHO, SAID, cues=(CUE,), grounds=(GROUND,))
    scene = Scene("甲", Channel.CHAT, (line,), WHO, DEVICE)
    lit = (LitWords(0, CUE, "1", 0), LitWords(0, GROUND, "2", 1))
    composer = Composer(own.fonts, own.theme(Look.NORMAL))
    state = DeviceState(own.words, STORY, scene, 1, lit=lit)
    registry.draw(composer, Box(60, 60, 600, 900), state)
    return composer


def test_what_can_be_trusted_differs_in_shape_and_not_in_colour_alone() -> None:
    composer = lit_both()
    (disc,) = pins(composer, "1")
    green = composer.theme.colours.green.ink
    shoulders = [i for i in composer.front if isinstance(i, Panel) and i.colour == green]
    (shield,) = (i for i in composer.front if isinstance(i, Disc) and i.colour == green)
    assert [i.box.top(1) for i in shoulders] == [shield.box.top(1)]
    assert not any(i.box.meets(disc.box) for i in (*shoulders, shield))
    cues, grounds = (
        [p for p in composer.lit_places if p.trusted is trusted] for trusted in (False, True)
    )
    lines = {
        trusted: [
            item
            for item in replace(composer.composed(), lit_places=tuple(places)).places_lit(math.inf)
            if isinstance(item, Fill) and item.box.y >= places[0].box.bottom
        ]
        for trusted, places in ((False, cues), (True, grounds))
    }
    assert len(lines[False]) == len(cues)
    assert len(lines[True]) == 2 * len(grounds)


def test_a_colour_of_their_own_is_given_to_the_very_words() -> None:
    composer = lit_both()
    colours = composer.theme.colours
    (said,) = [i for i in composer.front if isinstance(i, Text) and i.paragraph.text == SAID]
    coloured = {
        colour: "".join(run.text for run in said.paragraph.runs if run.colour == colour)
        for colour in (colours.red.ink, colours.green.ink)
    }
    assert coloured == {colours.red.ink: CUE.words, colours.green.ink: GROUND.words}


CARDS = [
    (Line(WHO, SAID, cues=(CUE,)), "破绽就在刚才的话里", ["破绽：马上转。制造紧迫，催您。"]),
    (
        Line(WHO, SAID, grounds=(GROUND,)),
        "凭这几句，可以放心",
        ["可以放心：您自己拨过来。没有让您绕开官方，不怕您核实。"],
    ),
    (
        Line(WHO, SAID, cues=(CUE,), grounds=(GROUND,)),
        "有破绽，也有可以放心的话",
        [
            "破绽：马上转。制造紧迫，催您。",
            "可以放心：您自己拨过来。没有让您绕开官方，不怕您核实。",
        ],
    ),
]


@pytest.mark.parametrize(("line", "title", "told"), CARDS, ids=["破绽", "凭据", "两样"])
def test_a_card_names_what_its_words_show_and_says_it(
    line: Line, title: str, told: list[str]
) -> None:
    own, _ = shared(WIDE)
    card = cue_card.CueCard(own.words, own.catalogue, (line,))
    assert own.words(card.keys.title) == title
    assert [one.text for one in card.told] == told
    composer, box = Composer(own.fonts, own.theme(Look.NORMAL)), Box(60, 60, 900, 600)
    (page,) = card.pages(composer, box, card.lines)
    card.draw(composer, box, page)
    written = [i.paragraph.text for i in composer.front if isinstance(i, Text)]
    for number, one in enumerate(line.evidence, start=1):
        assert {str(number), own.catalogue.named(one), one.note} <= {*written}
        assert ("cue", number - 1) in {place.name for place in composer.spoken}


def test_pages_of_a_small_card_name_every_one_once_and_in_order() -> None:
    own, _ = shared(WIDE)
    lines = tuple(
        Line(WHO, SAID, cues=(CUE,), grounds=(replace(GROUND, note=f"第{n}处"),)) for n in range(6)
    )
    card = cue_card.CueCard(own.words, own.catalogue, lines)
    pages = card.pages(Typesetter(own.fonts, own.theme(Look.LARGE)), Box(0, 0, 640, 300), lines)
    assert len(pages) > 2
    named = [one for page in pages for one in page.evidence]
    assert named == [one for line in lines for one in line.evidence]
    assert [page.first for page in pages] == [
        sum(len(before.evidence) for before in pages[:n]) for n in range(len(pages))
    ]


def test_every_technique_of_the_catalogue_says_how_it_is_when_nobody_uses_it() -> None:
    said = [one.unused for one in shared(WIDE)[0].catalogue.techniques]
    assert all(said)
    assert len({*said}) == len(said)
    assert Catalogue().named(replace(GROUND, technique="新手法")) == "没有新手法"


# What was said aloud -----------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.FACE_TO_FACE], ids=str)
def test_what_was_said_stands_on_the_device_once_it_is_told_what_it_showed(
    channel: Channel,
) -> None:
    composer = drawn(channel, Cue("马上转", "制造紧迫", "催您"), "请您马上转到这里。")
    (said,) = [i for i in composer.front if isinstance(i, Text) and "马上转" in i.paragraph.text]
    assert said.paragraph.text == "请您马上转到这里。"
    assert len(pins(composer, "3")) == 1
    assert composer.lit_places


def test_on_a_call_the_face_stays_and_only_the_clauses_that_show_something_are_written() -> None:
    own, _ = shared(WIDE)
    long = "您好，我是平台的客服，工号是零零三。您的会员今晚就要到期，请您马上转到这里。"
    scene = Scene("甲", Channel.PHONE, (Line(WHO, long, cues=(CUE,)),), WHO, DEVICE)
    state = DeviceState(own.words, STORY, scene, 1, lit=(LitWords(0, CUE, "1"),))
    composer = Composer(own.fonts, own.theme(Look.NORMAL))
    registry.draw(composer, Box(60, 60, 360, 640), state)
    (said,) = [
        i.paragraph.text
        for i in composer.front
        if isinstance(i, Text) and "马上转" in i.paragraph.text
    ]
    assert said == "…请您马上转到这里。"
    assert state.contact is not None
    face = state.face(state.contact)
    assert any(isinstance(i, Art) and i.name.endswith(face) for i in composer.front)
