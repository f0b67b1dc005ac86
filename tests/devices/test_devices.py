"""Every screen holds whatever a story brings: every text as long as it may be; devices, longer ones.

All sizes and looks by `kiosk inspect --scenarios tests/screens/at_the_limit`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.review import inspection
from kiosk.review.screen_probe import ink_rows
from kiosk.scenario.model import Channel, Form, Line
from kiosk.screens.kit import Session
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Text
from kiosk.ui.theme import Look, Thing
from kiosk.visit.play import Play
from tests.kits import FINE, SMALL, UPRIGHT, limit, shared


@pytest.mark.ce  # each takes a third of a minute
@pytest.mark.parametrize(
    ("size", "look"), [(UPRIGHT, Look.NORMAL), (SMALL, Look.LARGE_CONTRAST)], ids=str
)
def test_every_text_at_its_limit_has_room_on_every_screen(
    size: tuple[int, int], look: Look
) -> None:
    kit, surfaces = limit(size)
    states = inspection.states(kit, look)
    assert len(states) > len(kit.deck.scenarios[0].scenes) * 10
    found = inspection.grouped(inspection.inspect_states(kit, surfaces, states, look))
    told = [f"{one.rule} {one.text}: {', '.join(map(str, at[:3]))}" for one, at in found.items()]
    assert told == []


@pytest.mark.parametrize("form", list(Form), ids=lambda form: form.en)
@pytest.mark.parametrize("channel", list(Channel), ids=lambda channel: channel.en)
@pytest.mark.parametrize("size", [SMALL, UPRIGHT, FINE], ids=str)
def test_nothing_leaves_the_narrowest_device_however_long_a_line_is(
    size: tuple[int, int], channel: Channel, form: Form
) -> None:
    kit, _ = limit(size)
    story = kit.deck.scenarios[0]
    theme = kit.theme(Look.LARGE)
    wide, tall = theme.scale.px(Thing.DEVICE_LEAST), theme.scale.px(Thing.PHONE) * 3 // 2
    box = Box(wide, tall // 4, wide, tall)
    for scene in (s for s in story.scenes if s.channel is channel):
        lines = tuple(
            Line(scene.contact, words, form=form) for words in ("好。", "请您马上照办，" * 15)
        )
        for told in (1, 2):
            state = DeviceState(kit.words, story, replace(scene, lines=lines), told)
            composer = Composer(kit.fonts, theme)
            registry.draw(composer, box, state)
            texts = [item for item in composer.front if isinstance(item, Text)]
            rows = [list(ink_rows(text)) for text in texts]
            outside = [
                text.paragraph.text
                for text, inks in zip(texts, rows, strict=True)
                # 情景模拟 stands on the device's edge.
                if text.paragraph.text != kit.words("bar.simulated")
                and not all(box.around(ink) for ink in inks)
            ]
            assert outside == []
            assert not [
                (a.paragraph.text, b.paragraph.text)
                for (a, one), (b, other) in combinations(zip(texts, rows, strict=True), 2)
                if any(x.inset(1).meets(y) for x in one for y in other)
            ]


@pytest.mark.parametrize("size", [SMALL, UPRIGHT, FINE], ids=str)
def test_nothing_on_a_device_moves_when_its_buttons_can_be_pressed(size: tuple[int, int]) -> None:
    kit, _ = shared(size)
    session = Session(seed=1)
    still = {Channel.PHONE, Channel.WEB, Channel.BANK_APP}
    seen = 0
    for story in kit.deck.scenarios:
        for scene in (s for s in story.scenes if s.channel in still):
            play = replace(Play.begin(story), way=(scene,))
            told = SceneScreen(kit, session, play=play, piece=len(scene.lines) - 1)
            before, after = _on_device(told), _on_device(told.hurried())
            pressed = told.hurried().view(0.0, Heard()).targets
            seen += any(target.name.startswith("device-") for target in pressed)
            assert before <= after, f"{story.id} {scene.id}"
    assert seen


def _on_device(screen: SceneScreen) -> set[tuple[int, int, str]]:
    """Give where each text and each picture stands on a scene's device."""
    telling = replace(screen, open=False, piece=0).view(0.0, Heard())
    (held,) = [t.box for t in telling.targets if t.name == "device" and t.box is not None]
    items = screen.view(0.0, Heard()).items
    texts = {(item.x, item.y, item.paragraph.text) for item in items if isinstance(item, Text)}
    arts = {(item.box.x, item.box.y, item.name) for item in items if isinstance(item, Art)}
    return {(x, y, name) for x, y, name in texts | arts if held.holds(x, y)}
