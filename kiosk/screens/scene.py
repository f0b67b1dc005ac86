"""A scene of a story: the contact on its device, lines one by one, then the choices."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property

from kiosk.devices import registry
from kiosk.devices.device_kind import DeviceLayout
from kiosk.devices.device_state import DeviceState, met_in
from kiosk.scenario.model import NARRATOR, VISITOR, Control, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.screens import descriptions, head_line, scene_layout
from kiosk.screens.captions import Captions
from kiosk.screens.head_line import HeadLine
from kiosk.screens.kit import Kit
from kiosk.screens.scene_layout import Laid
from kiosk.screens.visit_screen import Live, PlayScreen
from kiosk.speech import SILENCE, Heard, SoundEffect, Sounding, Utterance
from kiosk.ui.composer import ButtonStyle, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Outline, Panel
from kiosk.ui.motion import shaken, slid
from kiosk.ui.screen import Item, Piece, Screen, Target, numbered
from kiosk.ui.theme import Pace, Space, Stroke
from kiosk.values import dataclass

AT_ONCE = frozenset({Control.ANSWER, Control.HANG_UP})
"""Controls that work from the first ring: who is careful needn't hear a call to its end."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SceneScreen(PlayScreen):
    """A scene being told. `open` once its choices stand there; `page` of a line too long to fit.

    Its lines come first in the script, so that `piece` is the line being said as long as one is.
    """

    open: bool = False
    page: int = 0

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "scene", self.play.trail

    @cached_property
    def scene(self) -> Scene:
        """Give the scene that is told."""
        place = self.play.position
        if not isinstance(place, Scene):
            raise TypeError("结局有自己的屏幕")
        return place

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the lines, then which step this is, the question and the choices by number.

        The first decision ends with how to choose, a scene without one with how to go on.
        """
        speaker, scene = Speaker(self.play.scenario), self.scene
        return (
            *numbered("line", (speaker.line(scene, n) for n in range(len(scene.lines)))),
            *self._asked(speaker),
            *self._how_to_turn(),
            *numbered("also", self._also()),
        )

    def _also(self) -> Iterator[Utterance]:
        """Give what is seen besides: nobody who sees it waits for it after the choices."""
        if self.thorough:
            yield from descriptions.of_scene(self.kit, self.play, self.state)

    def _asked(self, speaker: Speaker) -> Iterator[Piece]:
        """Give the decision, or how to go on."""
        words, scene, steps = self.kit.words, self.scene, len(self.play.steps)
        if not scene.choices:
            how = "say.press_answer" if self._answers else "say.press_go_on"
            yield Piece("go on", words.spoken(how), seen=True)
            return
        yield Piece("step", words.step(steps + 1), seen=True)
        own = speaker.question(scene)
        # Whoever was asked once what they would do knows what the choices are for.
        asked = own or words.spoken("story.question")
        yield Piece("question", asked, seen=own is None and steps > 0)
        yield from numbered("choice", (speaker.choice(scene, n) for n in range(len(scene.choices))))
        if not steps:
            yield Piece("how to choose", words.spoken("say.press_number"), seen=True)

    def _how_to_turn(self) -> Iterator[Piece]:
        """Give how the words that don't stay beside the choices are fetched."""
        if self.open and self._laid.turn is not None:
            key = "say.press_earlier" if self._laid.last else "say.press_later"
            yield Piece("how to turn", self.kit.words.spoken(key), seen=True)

    def tick(self, now: float, heard: Heard) -> Screen:
        """Go on to the next line or page."""
        screen = super().tick(now, heard)
        if screen is self and self.telling(heard) and heard.upto:
            page = self._laid.part_of(self.piece, heard.upto)
            if page not in {None, self.page}:
                return replace(self, page=page or 0)
        return screen

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Let a telephone ring until the choices stand there, and each message chime."""
        if self.scene.device.ringing:
            return SILENCE if self.open else frozenset({Sounding(SoundEffect.RING, self.identity)})
        speaker = self.scene.lines[self.revealed - 1].speaker if self.revealed else NARRATOR
        messages = registry.kind(self.scene.channel).talks_in_text
        if not messages or speaker in (NARRATOR, VISITOR):
            return SILENCE
        return frozenset(
            {
                Sounding(
                    SoundEffect.MESSAGE, (self.session.story_began, self.identity, self.revealed)
                )
            }
        )

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give the rest of this scene, what its choices lead to, then the whole story."""
        yield from super().upcoming_speech()
        speaker = Speaker(self.play.scenario)
        for n in range(len(self.scene.choices)):
            yield speaker.consequence(self.scene, n)
            yield speaker.why(self.scene, n)
        yield from speaker.everything()

    def said(self) -> SceneScreen:
        """Give the screen with the next line, or with its choices."""
        at = self.present + 1
        return replace(self, piece=at, page=0, open=self.open or at >= len(self.scene.lines))

    def again(self) -> SceneScreen:
        """Give the screen that says its script once more, from the first page."""
        return replace(super().again(), page=0)

    def on_display(self, kit: Kit) -> SceneScreen:
        """Give this screen for a kit of another display; what is heard there finds its page."""
        return replace(super().on_display(kit), page=0)

    def at(self, line: int, page: int = 0) -> SceneScreen:
        """Give the screen that says its script from a line on, or from a page of it."""
        return replace(self, piece=line, page=page, aside=None)

    def hurried(self) -> SceneScreen:
        """Give the screen with all its lines and its choices."""
        return replace(self, open=True, piece=max(self.piece, len(self.scene.lines)), page=0)

    @property
    def revealed(self) -> int:
        """Give how many lines stand on the screen."""
        lines = len(self.scene.lines)
        return lines if self.open else min(self.piece + 1, lines)

    @cached_property
    def state(self) -> DeviceState:
        """Give what the device shows."""
        return DeviceState(
            self.kit.words,
            self.play.scenario,
            self.scene,
            self.revealed,
            {what: then for what, then in self._controls().items() if self.open or what in AT_ONCE},
            frozenset(self._controls()),
            arriving=not self.open,
            timed=self.kit.settings.motion and self._talking,
            unmasked=frozenset().union(*(met_in(step.scene) for step in self.play.steps)),
        )

    def _controls(self) -> dict[Control, Callable[[float], Screen]]:
        if self._answers:
            return {Control.ANSWER: self._go_on}
        return {
            choice.control: self._choosing(n)
            for n, choice in enumerate(self.scene.choices)
            if choice.control is not None
        }

    @property
    def _talking(self) -> bool:
        """Tell whether a call is under way."""
        return registry.in_call(self.scene)

    @property
    def _answers(self) -> bool:
        """Tell whether going on is taking the call: it rings, and then somebody talks."""
        if self.scene.choices or not self.scene.device.ringing:
            return False
        place = self.play.go_on().position
        return isinstance(place, Scene) and registry.in_call(place)

    def _go_on(self, now: float) -> Screen:
        return self.kit.flow.onward(self.session, self.play.go_on(), now)

    def _choosing(self, index: int) -> Callable[[float], Screen]:
        return lambda now: self.kit.flow.outcome(self.session, self.play, index, now)

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set title, progress, which step this is, and money."""
        step = self.kit.words.step(len(self.play.steps) + 1) if self.scene.choices else None
        return head_line.of_story(self.kit, composer, box, self.play, step=step)

    def compose(self, composer: Composer, body: Box) -> None:  # noqa: ARG002 (it is laid out already)
        """Set the device, the words and the choices."""
        scale = composer.theme.scale
        laid = self._laid
        zones = laid.zones
        with composer.moving() if self.scene.device.ringing else nullcontext():
            self._device.paint(composer)
        laid.captions.draw(composer, laid.words, laid.pages)
        if laid.turn is not None:
            self._turning(composer, laid.turn)
        if not self.open:
            self._to_come(composer)
            self._hurry(composer, zones.device, laid.foot)
        elif self.scene.choices:
            self._choices(composer)
        else:
            composer.button(
                "main",
                laid.foot,
                self.kit.words("device.answer" if self._answers else "story.go_on"),
                self._go_on,
                keys=("enter",),
                px=scale.choice,
            )

    @cached_property
    def _device(self) -> DeviceLayout:
        """Give the device laid out."""
        laid = self._laid
        device = registry.layout(self.typesetter, laid.zones.device, laid.state)
        # A message that has left the device stands among the words, or on another page of them.
        return device.told_elsewhere(laid.held)

    @cached_property
    def _laid(self) -> Laid:
        """Give where everything stands."""
        captions = Captions(self.state, self.piece, self.page)
        return scene_layout.lay_out(self.typesetter, self.body, captions, opened=self.open)

    @property
    def word_pages(self) -> tuple[SceneScreen, ...]:
        """Give the screen on each page of its words, where they stand on several, in order."""
        pages = self._laid.pages if len(self._laid.pages) > 1 else ()
        return tuple(self.at(page[-1].index, page[-1].part) for page in pages)

    def _turning(self, composer: Composer, bar: Box) -> None:
        """Let the words that don't stay be fetched, and be heard again."""
        line, page = self._laid.turned()
        label = self.kit.words("story.earlier" if self._laid.last else "story.later")
        composer.button(
            "more",
            bar,
            label,
            lambda _: self.at(line, page),
            look=composer.plain,
            keys=("5",),
            icon="replay",
            px=composer.theme.scale.helper,
        )

    def _hurry(self, composer: Composer, held: Box, bar: Box) -> None:
        """Let a touch on the device, or on the quiet bar below, show the rest at once."""
        colours, scale = composer.theme.colours, composer.theme.scale
        # First: a call's own buttons, which stand on the device, win over it.
        composer.targets.insert(0, Target("device", held, lambda _: self.hurried(), bare=True))
        look = ButtonStyle(
            colours.paper,
            colours.ink2,
            scale.px(Stroke.THIN),
            colours.line,
            shadow=False,
            bold=False,
        )
        label = self.kit.words("story.show_all" if self.scene.choices else "story.show_rest")
        composer.button(
            "show-all",
            bar,
            label,
            lambda _: self.hurried(),
            look=look,
            keys=("enter",),
            px=scale.helper,
        )

    def _to_come(self, composer: Composer) -> None:
        """Set the outlines of the choices where they will stand, if that room isn't the words'."""
        scale, colours, laid = composer.theme.scale, composer.theme.colours, self._laid
        if not self.scene.choices or laid.words.bottom > laid.choices[0].y:
            return
        edge, side = max(1, scale.px(Stroke.THIN)), scene_layout.disc(scale)
        for bar in laid.choices:
            if bar.meets(laid.foot):
                continue
            composer.back.append(Panel(bar, colours.paper, scale.radius, edge, colours.line))
            left = bar.x + scale.px(Space.XXL)
            disc = Box(left, bar.y + (bar.h - side) // 2, side, side)
            composer.back.append(Panel(disc, colours.paper, side // 2, edge, colours.line))

    def _waiting(self, now: float) -> tuple[Item, ...]:
        """Give an edge around each choice, there and gone, once nothing has been heard for a while."""
        silent = self.age(now) - Pace.SILENT_SECONDS
        over = self.open and self.present >= len(self.pieces) and self._aside is None
        if not over or silent < 0 or math.isinf(silent) or int(silent / Pace.BREATH_SECONDS) % 2:
            return ()
        scale, colours = self.theme.scale, self.theme.colours
        width = scale.px(Stroke.CUE)
        return tuple(
            Outline(bar, colours.invite, width, scale.radius) for bar in self._laid.choices
        )

    def _choices(self, composer: Composer) -> None:
        scale, colours, laid = composer.theme.scale, composer.theme.colours, self._laid
        question, box = self.scene.question or self.kit.words("story.question"), laid.question
        px = scene_layout.question_em(composer, self.scene)
        paragraph = composer.fit(question, px, colours.teal.ink, (box.w, box.h), bold=True)
        top = box.y if laid.turn is None else box.y + (box.h - paragraph.height) // 2
        composer.spoken_text("question", box.x, top, paragraph, colours.paper)
        side = scene_layout.disc(scale)
        for n, (bar, choice) in enumerate(zip(laid.choices, self.scene.choices, strict=True)):
            composer.card(bar)
            pad = scale.px(Space.XXL)
            disc = Box(bar.x + pad, bar.y + (bar.h - side) // 2, side, side)
            composer.number(disc, n + 1)
            room = bar.w - scene_layout.choice_padding(scale)
            text = composer.lay(choice.text, scale.choice, colours.ink, room)
            composer.beside(
                Box(disc.right + scale.px(Space.XL), bar.y, room, bar.h), text, colours.card
            )
            composer.speak_box(("choice", n), bar)
            composer.targets.append(
                Target(f"choice-{n + 1}", bar, self._choosing(n), choice.text, (str(n + 1),))
            )

    def offset(self, age: float) -> tuple[int, int]:
        """Let a ringing telephone tremble and a new message slide in."""
        scale = self.theme.scale
        if self.scene.device.ringing:
            return shaken(age, scale.px(Space.XXS)), 0
        return 0, 0 if self.open else slid(age, scale.px(Space.HUGE))

    def live(self, now: float, heard: Heard) -> Live:
        """Light the words heard and let the waveform live."""
        under, over = super().live(now, heard)
        over = (*over, *self._waiting(now))
        call = registry.kind(self.scene.channel).call
        if call is None or not self._talking:
            return under, over
        talking = self.piece < len(self.scene.lines)
        level = heard.level if talking and self.telling(heard) else 0.0
        lasted = now - self.session.call_began
        moves = call(
            self.typesetter, self._device, self.kit.words, lasted=lasted, level=level, now=now
        )
        return under, (*over, *moves)
