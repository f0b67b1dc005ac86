"""A moment of the play shown again: the very screen, with every 破绽 and 凭据 lit and named."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain

from kiosk.devices import registry
from kiosk.devices.device_kind import DeviceLayout
from kiosk.devices.device_state import DeviceState, LitWords, met_in
from kiosk.scenario.model import Choice, Evidence, Line, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.screens import cue_card, descriptions, scene_layout, verdicts
from kiosk.screens.kit import KioskScreen
from kiosk.screens.scene_layout import scrolled
from kiosk.screens.visit_screen import PlayScreen
from kiosk.speech import Utterance
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, PieceName, Screen, numbered
from kiosk.ui.sizes import growing, largest, shrinking
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.debrief import Row

CHOICE_ROW = 1.4
"""Height of the row of a choice's words, in ems."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands beside the device at once: cues, or lines that have none, or the choice made.

    `revealed` is how many lines the device shows.
    """

    revealed: int
    cues: cue_card.CuePage | None = None
    lines: tuple[int, ...] = ()
    choice: bool = False

    @property
    def names(self) -> tuple[PieceName, ...]:
        """Give what the pieces of the script are called that it stands for."""
        if self.cues is not None:
            first = self.cues.first
            names = [("cue", first + n) for n in range(len(self.cues.evidence))]
        else:
            names = [("uncued", index) for index in self.lines]
        return (*names, "why") if self.choice else tuple(names)


@dataclass(frozen=True, eq=False, kw_only=True)
class ReplayScreen(PlayScreen):
    """One decision of the play, opened from the debrief; `number` counts its screens from 0."""

    back: KioskScreen
    row: Row
    number: int = -1

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "replay", self.row.number, self.number

    @property
    def scene(self) -> Scene:
        """Give the scene shown; the decision's own comes first."""
        return self.row.screens[self.number]

    @property
    def choice_told(self) -> bool:
        """Tell whether the choice stands here: a scene before it needs its room for its own cues."""
        before = self.scene.id != self.row.scene.id
        return not (before and any(line.evidence for line in self.scene.lines))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give each cue with its note, then why where it is told, and what can be pressed.

        Lines that stand here without a cue are given as they are.
        """
        words = self.kit.words
        told = (Piece(name, self._told(name)) for leaf in self._leaves for name in leaf.names)
        several = len(self.row.screens) > 1
        how = words.spoken("say.press_moments" if several else "say.press_moment")
        also = descriptions.of_moment(self.kit, self.play, self.row) if self.thorough else ()
        lined = self._card.told and any(leaf.lines for leaf in self._leaves)
        label = (Piece("earlier", words.spoken("story.earlier")),) if lined else ()
        head = self._heading
        return (
            head,
            *told,
            *self._how_to_turn(),
            Piece("how", how, seen=True),
            *numbered("also", also),
            *label,
        )

    @property
    def _heading(self) -> Piece:
        """Give what the card is called, said before what stands on it."""
        title = self._card.keys.title if self._card.told else "debrief.cue_none"
        return Piece("cues", self.kit.words.spoken(title))

    def _told(self, name: PieceName) -> Utterance:
        """Give what a leaf's piece says: a cue, a line without one, or the why of the choice."""
        speaker = Speaker(self.play.scenario)
        match name:
            case ("cue", int(number)):
                return self._card.told[number]
            case ("uncued", int(index)):
                return speaker.line(self.scene, index)
        scene = self.row.scene
        return speaker.why(scene, scene.choices.index(self.row.choice))

    def _how_to_turn(self) -> Iterator[Piece]:
        if len(self._leaves) > 1:
            words = self.kit.words
            label = words(self._leads_to(self._leaves[(self._leaf + 1) % len(self._leaves)]))
            yield Piece("how to turn", words.spoken("say.press_turn", label=label), seen=True)

    @cached_property
    def _card(self) -> cue_card.CueCard:
        """Give the card that names what the scene's words show."""
        return cue_card.CueCard(self.kit.words, self.kit.catalogue, self.scene.lines)

    @property
    def named(self) -> Evidence | None:
        """Give the 破绽 or 凭据 being named, then the last one; None where none is."""
        leaf = self._leaves[self._leaf]
        shown = leaf.cues.evidence if leaf.cues else ()
        if leaf.choice and not shown and not leaf.lines:
            shown = tuple(one for line in self.scene.lines for one in line.evidence)[-1:]
        being_named = [n for n, name in enumerate(leaf.names) if name == self.piece_name]
        return shown[min((*being_named, len(shown) - 1))] if shown else None

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        step = self.kit.words("debrief.moment", step=self.row.number)
        return f"{self.kit.words('debrief.title')}　{step}"

    # What stands at once ------------------------------------------------------------------------

    @property
    def leaves(self) -> tuple[ReplayScreen, ...]:
        """Give the screen with each of its leaves, in order."""
        return tuple(self._turned(leaf) for leaf in self._leaves)

    def _turned(self, leaf: Leaf) -> ReplayScreen:
        """Give the screen that says its script from a leaf on."""
        return self.from_piece(leaf.names[0]) if leaf.names else replace(self, piece=0)

    @property
    def _leaf(self) -> int:
        """Give which leaf is shown: that of the piece being said, the last once all is."""
        # The script itself can't be asked: it tells of the leaf that is shown. Its heading comes first.
        past = accumulate((len(leaf.names) for leaf in self._leaves[:-1]), initial=0)
        return max(0, sum(first <= self.piece - 1 for first in past) - 1)

    @cached_property
    def _leaves(self) -> tuple[Leaf, ...]:
        """Give all at once where it has room, else leaf by leaf, the choice on the last."""
        leaves = self._cut(self._moment)
        if len(leaves) > 1 or not self._device(leaves, leaves[0]).left_out:
            return leaves
        # What is lit is larger: a message before it has no room there, and would be nowhere else.
        held = tuple(line for line in self.scene.lines if line.evidence)
        lit = cue_card.lit(self.scene.lines, cue_card.CuePage(held))
        return self._cut(replace(self._moment, lit=lit))

    def _cut(self, moment: DeviceState) -> tuple[Leaf, ...]:
        """Give the leaves of what a device has room for at a moment."""
        upper = self._column[0]
        told = scrolled(self.typesetter, self._zones.device, moment)
        above = upper
        if self.choice_told:
            high = _choice_height(self.typesetter, upper.w, self.row.choice)
            above = upper.above(high + self.theme.scale.px(Space.L))
        together = tuple(self._words_on(above, told))
        if len(together) == 1 and self._has_room(above, together[0]):
            return (replace(together[0], choice=self.choice_told),)
        leaves = tuple(self._words_on(upper, told))
        if self.choice_told:
            leaves = (*leaves, Leaf(len(self.scene.lines), choice=True))
        return leaves

    def _has_room(self, box: Box, leaf: Leaf) -> bool:
        """Tell whether a leaf's words stand whole in a box: one line is a leaf, however long."""
        if leaf.cues is not None:
            return self._card.has_room(self.typesetter, box, leaf.cues)
        return self._uncued.has_room(self.typesetter, box, leaf.lines)

    def _words_on(self, box: Box, told: tuple[int, ...]) -> Iterator[Leaf]:
        """Give the leaves of each time the device is full: their cues, or the lines without any."""
        named = 0
        for start, end in zip((0, *told), told, strict=False):
            pages = self._card.pages(self.typesetter, box, self.scene.lines[start:end], named)
            named += sum(len(page.evidence) for page in pages)
            yield from (Leaf(end, cues=page) for page in pages)
            if not pages:
                uncued = self._uncued.pages(self.typesetter, box, range(start, end))
                yield from (Leaf(end, lines=page) for page in uncued)

    @property
    def _uncued(self) -> LineCard:
        """Give the card of lines that hold no cue."""
        title = self.kit.words("story.earlier" if self._card.told else "debrief.cue_none")
        return LineCard(self.scene.lines, title, headed=not self._card.told)

    # How it looks -------------------------------------------------------------------------------

    @cached_property
    def _zones(self) -> scene_layout.Zones:
        body = self.body
        least = (round(body.w * 0.55), round(body.h * 0.56))
        return scene_layout.zones(self.theme.scale, body, self.scene.channel, least)

    @property
    def _column(self) -> tuple[Box, Box]:
        """Give where the words stand, and the buttons below them."""
        scale = self.theme.scale
        column = self._zones.words.inset(0, scale.px(Space.S))
        return column.above(scale.button + scale.gap), column.low(scale.button)

    @property
    def _moment(self) -> DeviceState:
        lines = len(self.scene.lines)
        story = self.play.scenario
        return DeviceState(self.kit.words, story, self.scene, lines, unmasked=met_in(self.scene))

    def compose(self, composer: Composer, body: Box) -> None:  # noqa: ARG002 (it is cut already)
        """Set the device as it was, and the cues, the choice with its why, or all of them."""
        leaf = self._leaves[self._leaf]
        words, chosen = self._boxes(leaf)
        self._device(self._leaves, leaf, self.named).paint(composer)
        if leaf.choice:
            _choice_card(composer, chosen, self.row.choice, grown=chosen == words)
        if leaf.cues is not None:
            self._card.draw(composer, words, leaf.cues)
        elif leaf.lines:
            self._uncued.draw(composer, words, leaf.lines)
        self._buttons(composer, self._column[1])

    def _boxes(self, leaf: Leaf) -> tuple[Box, Box]:
        """Give where the words of a leaf stand and where the choice does; alone it has all the room."""
        upper = self._column[0]
        if not leaf.choice or (leaf.cues is None and not leaf.lines):
            return upper, upper
        chosen = upper.low(_choice_height(self.typesetter, upper.w, self.row.choice))
        return upper.above(chosen.h + self.theme.scale.px(Space.L)), chosen

    def _device(
        self, leaves: tuple[Leaf, ...], here: Leaf, named: Evidence | None = None
    ) -> DeviceLayout:
        """Give the device; a message that has left it stands beside it, or is there on another leaf."""
        device = self._device_of(here, named=named)
        if device.left_out and here.cues is not None:
            words, _ = self._boxes(here)
            device = device.told_elsewhere(self._card.whole(self.typesetter, words, here.cues))
        for leaf in leaves if device.left_out else ():
            if leaf is not here:
                shown = {line.text for line in self.scene.lines[: leaf.revealed]}
                device = device.told_elsewhere(shown.difference(self._device_of(leaf).left_out))
        return device

    def _device_of(self, leaf: Leaf, named: Evidence | None = None) -> DeviceLayout:
        """Give the device as it is beside a leaf."""
        state = replace(self._moment, revealed=leaf.revealed, named=named, lit=self._lit(leaf))
        return registry.layout(self.typesetter, self._zones.device, state)

    def _lit(self, leaf: Leaf) -> tuple[LitWords, ...]:
        """Give what is lit on the device of a leaf."""
        return cue_card.lit(self.scene.lines, leaf.cues) if leaf.cues else ()

    def _buttons(self, composer: Composer, foot: Box) -> None:
        words, screens, leaves = self.kit.words, len(self.row.screens), self._leaves
        found: list[Button] = []
        if screens > 1:
            before = replace(self, number=-((-self.number) % screens) - 1, piece=0)
            label = words("debrief.before")
            found.append(Button("more", label, lambda _: before, composer.plain, ("1",)))
        if len(leaves) > 1:
            after = leaves[(self._leaf + 1) % len(leaves)]
            turned = replace(self._turned(after), aside=None)
            label = words(self._leads_to(after))
            found.append(Button("turn", label, lambda _: turned, composer.plain, ("5",)))
        keys = ("enter", "backspace")
        found.append(Button("main", words("debrief.close"), self._close, keys=keys))
        composer.row_of_buttons(foot, found)

    def _leads_to(self, leaf: Leaf) -> str:
        """Give the key of the words for what another leaf holds."""
        if leaf.choice:
            return "debrief.show_why"
        if leaf != self._leaves[0]:
            return self._card.keys.more if leaf.cues else "story.later"
        return self._card.keys.first if leaf.cues else "story.earlier"

    def _close(self, now: float) -> Screen:  # noqa: ARG002
        return replace(self.back.all_said(), session=self.session)


@dataclass(frozen=True, slots=True)
class LineCard:
    """A scene's lines that hold neither 破绽 nor 凭据: a card shows those that have room on it, below its title."""

    lines: tuple[Line, ...]
    title: str
    headed: bool = False
    """Whether a piece of the script says the title."""

    def pages(
        self, typesetter: Typesetter, box: Box, wanted: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Cut the wanted lines into cards; one line is a card, however long it is."""
        page: tuple[int, ...] = ()
        for index in wanted:
            if page and not self.has_room(typesetter, box, (*page, index)):
                yield page
                page = ()
            page = (*page, index)
        yield page

    def has_room(self, typesetter: Typesetter, box: Box, page: Sequence[int]) -> bool:
        """Tell whether a card holds all of a page's lines."""
        inner, y = self._inside(typesetter, box)
        px = typesetter.theme.scale.choice
        return y + self._height(typesetter, inner, page, px) <= inner.bottom

    def draw(self, composer: Composer, box: Box, page: Sequence[int]) -> None:
        """Set the card; each of its lines is a piece of the script."""
        colours = composer.theme.colours
        composer.card(box)
        inner, y = self._inside(composer, box)
        heading = self._heading(composer, inner)
        if self.headed:
            composer.speak("cues", inner.x, inner.y, heading)
        composer.text(inner.x, inner.y, heading, colours.card)
        px = self._em(composer, inner, inner.bottom - y, page)
        for index in page:
            paragraph = self._line(composer, inner, index, px)
            if y + paragraph.height > inner.bottom + composer.theme.scale.px(Space.S):
                composer.left_out.append(paragraph.text)
                continue
            y = composer.spoken_text(("uncued", index), inner.x, y, paragraph, colours.card)
            y += composer.theme.scale.px(Space.S)

    def _inside(self, typesetter: Typesetter, box: Box) -> tuple[Box, int]:
        """Give the inside of the card, and the row of its first line."""
        scale = typesetter.theme.scale
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        return inner, inner.y + self._heading(typesetter, inner).height + scale.px(Space.S)

    def _heading(self, typesetter: Typesetter, inner: Box) -> Paragraph:
        return typesetter.lay(
            self.title, typesetter.theme.scale.helper, typesetter.theme.colours.ink2, inner.w
        )

    def _em(self, typesetter: Typesetter, inner: Box, room: int, page: Sequence[int]) -> int:
        """Give the em of a card's lines: few words are large rather than above an empty half."""
        scale = typesetter.theme.scale
        sizes = chain(growing(scale.choice), shrinking(scale.choice, scale.floor))
        return largest(sizes, lambda px: self._height(typesetter, inner, page, px) <= room)

    def _height(self, typesetter: Typesetter, inner: Box, page: Sequence[int], px: int) -> int:
        heights = [self._line(typesetter, inner, index, px).height for index in page]
        return sum(heights) + typesetter.theme.scale.px(Space.S) * (len(heights) - 1)

    def _line(self, typesetter: Typesetter, inner: Box, index: int, px: int) -> Paragraph:
        return typesetter.lay(self.lines[index].text, px, typesetter.theme.colours.ink, inner.w)


def _choice_height(typesetter: Typesetter, width: int, choice: Choice) -> int:
    """Give the height in which the card of the choice made stands at its least."""
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
    room = width - 2 * scale.px(Space.XXL)
    text = typesetter.lay(choice.text, scale.choice, ink, room, bold=True)
    why = typesetter.lay(choice.why, scale.question, ink, room)
    return text.height + why.height + scale.px(Space.XXL)


def _choice_card(composer: Composer, box: Box, choice: Choice, *, grown: bool) -> None:
    """Set the card of the choice made, its verdict and its why, which grows where it has a page's room."""
    scale, colours = composer.theme.scale, composer.theme.colours
    composer.card(box)
    inner = box.inset(scale.px(Space.XXL), scale.px(Space.M))
    side, space = scale.choice, scale.px(Space.M)
    row = (inner.w - side - space, round(side * CHOICE_ROW))
    text = composer.fit(choice.text, scale.choice, colours.ink, row, bold=True)
    why = composer.lay(choice.why, scale.question, colours.ink, inner.w)
    if grown:
        room = (inner.w, inner.h - text.height - scale.px(Space.VAST))
        why = composer.largest(choice.why, scale.choice, colours.ink, room)
    spare = max(0, inner.h - text.height - why.height - scale.px(Space.XXL)) // 3
    y = inner.y + spare
    disc = Box(inner.x, y + (round(side * LEADING) - side) // 2, side, side)
    verdicts.sign(composer, disc, choice.verdict)
    y = composer.text(inner.x + side + space, y, text, colours.card) + scale.px(Space.XS)
    composer.spoken_text("why", inner.x, y + spare, why, colours.card)
