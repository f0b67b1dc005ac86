"""A moment of the play shown again: the very screen, with every cue lit and named."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.scenario.model import Cue, Scene
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.channels import device
from kiosk.stage.channels.moment import Moment
from kiosk.stage.screens import cue_card, story_layout
from kiosk.stage.screens.screen import Screen
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Space
from kiosk.visit.debrief import Row

if TYPE_CHECKING:
    from kiosk.stage.screens.debrief import DebriefScreen


@dataclass(frozen=True, eq=False, kw_only=True)
class MomentScreen(VisitScreen):
    """One decision of the play, opened from the debrief; `number` counts its screens from 0."""

    back: DebriefScreen
    row: Row
    number: int = -1

    @property
    def place(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "moment", self.row.number, self.number

    @property
    def scene(self) -> Scene:
        """Give the scene shown; the decision's own comes first."""
        return self.row.screens[self.number]

    @property
    def choice_told(self) -> bool:
        """Tell whether the choice stands here: a scene before it needs its room for its own cues."""
        before = self.scene.id != self.row.scene.id
        return not (before and any(line.cues for line in self.scene.lines))

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give each cue with its note, then why where it is told, and how to go back."""
        words = self.kit.words
        cues = tuple(
            words.spoken("say.cue", words=cue.words, note=cue.note)
            for line in self.scene.lines
            for cue in line.cues
        )
        several = len(self.row.screens) > 1
        how = words.spoken("say.press_moments" if several else "say.press_moment")
        if not self.choice_told:
            return (*cues, how)
        speaker = Speaker(self.back.play.scenario)
        index = self.row.scene.choices.index(self.row.choice)
        return (*cues, speaker.why(self.row.scene, index), how)

    @property
    def named(self) -> Cue | None:
        """Give the 破绽 being named, then the last one; None where the scene has none."""
        cues = [cue for line in self.scene.lines for cue in line.cues]
        return cues[min(self.at, len(cues) - 1)] if cues else None

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        step = self.kit.words("debrief.moment", step=self.row.number)
        return f"{self.kit.words('debrief.title')}　{step}"

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the device as it was, the cues, and the choice with its why where it is told."""
        scale, words = sheet.theme.scale, self.kit.words
        least = (round(body.w * 0.55), round(body.h * 0.56))
        zones = story_layout.zones(scale, body, self.scene.channel, least)
        story, told = self.back.play.scenario, len(self.scene.lines)
        moment = Moment(words, story, self.scene, told, named=self.named)
        device.draw(sheet, zones.device, moment)
        # The device is silent now: what is heard are the cues and the why.
        sheet.spoken.clear()
        column = zones.words.inset(0, scale.px(Space.S))
        foot = column.low(scale.button)
        upper = column.above(scale.button + scale.gap)
        chosen = self._chosen_height(sheet, upper.w)
        cues = upper.above(chosen + scale.px(Space.L)) if self.choice_told else upper
        if any(line.cues for line in self.scene.lines):
            cue_card.draw(sheet, cues, self.scene, words("outcome.cues"), first=0)
        else:
            self._no_cues(sheet, cues)
        if self.choice_told:
            self._chosen(sheet, upper.low(chosen))
        self._buttons(sheet, foot)

    def _buttons(self, sheet: Sheet, foot: Box) -> None:
        words, screens = self.kit.words, len(self.row.screens)
        cells = foot.columns(2, sheet.theme.scale.gap) if screens > 1 else (foot,)
        if screens > 1:
            sheet.button(
                "more",
                cells[0],
                words("debrief.before"),
                lambda _: replace(self, number=-((-self.number) % screens) - 1, at=0),
                look=sheet.plain,
                keys=("1",),
            )
        sheet.button(
            "main", cells[-1], words("debrief.close"), self._close, keys=("enter", "backspace")
        )

    def _close(self, now: float) -> Screen:  # noqa: ARG002
        return replace(self.back, session=self.session, at=len(self.back.script))

    def _no_cues(self, sheet: Sheet, box: Box) -> None:
        """Where a scene has no cue, its last words stand in the card."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        sheet.card(box)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        label = sheet.lay(self.kit.words("debrief.cue_none"), scale.helper, colours.ink2, inner.w)
        y = sheet.text(inner.x, inner.y, label, colours.card) + scale.px(Space.S)
        lines = [
            sheet.lay(line.text, scale.choice, colours.ink, inner.w) for line in self.scene.lines
        ]
        while lines and y + sum(prose.height + scale.px(Space.S) for prose in lines) > inner.bottom:
            sheet.left_out.append(lines.pop(0).text)
        for prose in lines:
            y = sheet.text(inner.x, y, prose, colours.card) + scale.px(Space.S)

    def _chosen_height(self, sheet: Sheet, width: int) -> int:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        room = width - 2 * scale.px(Space.XXL)
        text = sheet.lay(self.row.choice.text, scale.choice, colours.ink, room, bold=True)
        why = sheet.lay(self.row.choice.why, scale.least, colours.ink, room)
        return text.height + why.height + scale.px(Space.XXL)

    def _chosen(self, sheet: Sheet, box: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        sheet.card(box)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.M))
        side = scale.choice
        disc = Box(inner.x, inner.y + (round(side * 1.36) - side) // 2, side, side)
        sheet.verdict(disc, self.row.choice.verdict)
        text = sheet.fit(
            self.row.choice.text,
            scale.choice,
            colours.ink,
            (inner.w - side - scale.px(Space.M), round(side * 1.4)),
            bold=True,
        )
        y = sheet.text(inner.x + side + scale.px(Space.M), inner.y, text, colours.card) + scale.px(
            Space.XS
        )
        why = sheet.lay(self.row.choice.why, scale.least, colours.ink, inner.w)
        sheet.spoken_text(len(self.script) - 2, inner.x, y, why, colours.card)
