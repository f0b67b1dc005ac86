"""待机: draws people from five metres. Everything on it moves or wanders, so that nothing burns in."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import field, replace
from functools import cached_property, partial

from kiosk.scenario.catalogue import Slogan
from kiosk.scenario.spoken import Speaker
from kiosk.screens import attract_demo, attract_quiet
from kiosk.screens.attract_reel import Act, Frame, Moment, Reel, reel
from kiosk.screens.kit import KioskScreen
from kiosk.speech import SILENCE, Heard, SoundEffect, Sounding, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Blend, Fill, Hoop, Panel
from kiosk.ui.memo import Memo
from kiosk.ui.motion import shaken, shifted, spread, wandered
from kiosk.ui.screen import ANY_KEY, Item, Piece, Screen, Target, View
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Colour, Corner, Ground, Pace, Space, Stroke, Theme, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

SECONDS_A_MINUTE = 60
CALL, MESSAGE, ASKING = range(3)
"""The titles by what the phone shows: somebody calls, somebody writes, it is to be decided."""
INVITATION = ("title", "subtitle", "start")
"""Pieces of the script that invite; those after it tell what else is shown, another time."""
SILENT = 99
"""Where the script stands while nothing is said."""
TWO = 2
SAME_MS = 5000
"""So long the reel begins with one story: what is drawn ahead is what then comes."""
PHONE_AT, WORDS_TO = 0.775, 0.56
"""Shares of the width: the phone's middle, and where the words end; or from the other side."""
PHONE_TOP = 0.45
"""Share of an upright stage's height that the words above the phone have."""
SITE_ROWS = 3.0
"""Height of the site's line at the most, as a multiple of its letters: two rows where the name is long."""
WIDEST_LOGO = 6.0
"""Times its height; a wider logo is fitted into that."""
SHAKES = 0.9
"""For so many seconds a telephone trembles at a message."""
PINGS, HALO = 8, 0.5
"""Steps in which the halo of the button spreads, and how much of the button's colour it has at first."""
LIT, AT_REST = (28, 20), 12
HOOPS = (*LIT, AT_REST, AT_REST)
"""The alphas of the hoops, the inmost first, which wander outwards: white words stay 7:1 over them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What wanders so that nothing burns in: the ground, the order, and some pixels.

    Where it is `turned` the phone stands on the other side; on an upright screen, below the button.
    """

    ground: Ground
    turned: bool
    wander: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, invitation and button: what lies under the button, where that is, what lies over all."""

    back: tuple[Item, ...]
    button: Box
    front: tuple[Item, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class AttractScreen(KioskScreen):
    """The screen between visits; `began` is when it came."""

    began: float
    piece: int = SILENT
    called: int = 0
    """How many invitations are past."""
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)
    _laid_words: Memo[Wording] = field(default_factory=Memo, init=False, repr=False)
    _device: Memo[attract_demo.Phone] = field(default_factory=Memo, init=False, repr=False)
    _slogans: Memo[list[Item]] = field(default_factory=Memo, init=False, repr=False)

    @property
    def theme(self) -> Theme:
        """Give the theme in letters of the usual size: what is made for five metres needs no more."""
        return super().theme.usual

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "attract"

    @property
    def between_visits(self) -> bool:
        """Tell that nobody's visit is under way."""
        return True

    @property
    def idle_timeout(self) -> float | None:
        """Wait for ever."""
        return None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give what is called out by the clock: the invitation, and next time what else is shown."""
        if self.resting:
            return ()
        words, police = self.kit.words, self.kit.settings.police_number
        return (
            Piece("title", words.spoken(f"attract.titles.{self._title_said}")),
            Piece("subtitle", words.spoken("attract.subtitle")),
            Piece("start", words.spoken("attract.start")),
            Piece("site", words.spoken("say.site", site=self._site)),
            Piece("hotlines", words.spoken("say.hotlines" if police else "say.hotline_only")),
        )

    @property
    def _title_said(self) -> int:
        """Give the title that is said; while it is, it stands on the screen."""
        return self.called // 2 % self._titles

    @cached_property
    def _site(self) -> str:
        """Give the site's name, and how many have played today."""
        words, visitors = self.kit.words, self.kit.visitors()
        today = words("choose.today", count=visitors) if visitors else words("attract.site")
        return "　".join(part for part in (self.kit.settings.site_name, today) if part)

    def said(self) -> AttractScreen:
        """Give the screen after the present piece; after the invitation there is silence."""
        return replace(self, piece=SILENT) if self.piece_name == INVITATION[-1] else super().said()

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Give quiet music where the site wants it and the hours allow it."""
        if not self.kit.settings.attract_music or not self.kit.open_now():
            return SILENCE
        return frozenset({Sounding(SoundEffect.MUSIC)})

    def tick(self, now: float, heard: Heard) -> Screen:
        """Call out when it is time and the hours allow it; put in other stories between two calls."""
        if self.piece == SILENT:
            self.kit.renew()
            renewed = self.kit.renewed()
            if renewed is not None and renewed is not self.kit:
                return renewed.flow.attract(now)
        every = self.kit.settings.invite_minutes * SECONDS_A_MINUTE
        due = int((now - self.began) // every) if every else 0
        if due > self.called:
            if not self.kit.open_now():
                return replace(self, called=due)
            # The invitation comes first, and every other time.
            called = replace(self, called=due, repetition=due)
            return called.from_piece("title" if due % 2 else "site")
        return super().tick(now, heard)

    def time_key(self, now: float) -> Hashable:
        """Give the number of the picture that the reel shows."""
        if self.resting or not self.frames:
            return self.resting
        return self._moment(now - self.began).number

    def next_by_time(self, now: float) -> Screen:
        """Give what is shown when the reel has gone on."""
        if not self.frames:
            return self
        moment = self._moment(now - self.began)
        return replace(self, began=self.began - (moment.seconds - moment.age))

    @property
    def read_aloud(self) -> bool:
        """Tell whether somebody calls out what stands there: outside the opening hours nobody does."""
        return not self.resting

    @property
    def resting(self) -> bool:
        """Tell whether these are the hours in which nobody is to be drawn here."""
        return not self.kit.open_now()

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give the interface's sentences and how each story begins."""
        yield from self.kit.words.sentences()
        for story in self.kit.deck.scenarios:
            yield Speaker(story).title()

    def start(self, now: float) -> Screen:
        """Give the first screen of a visit."""
        return self.kit.flow.choose(self.session, now)

    @cached_property
    def reel(self) -> Reel:
        """Give the stories that play themselves, another story first each time."""
        stories = self.kit.deck.scenarios
        turn = self.session.seed // SAME_MS % len(stories) if stories else 0
        return reel((*stories[turn:], *stories[:turn]))

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Give the pictures of the reel."""
        return self.reel.frames

    def showing(self, number: int, age: float, now: float) -> AttractScreen:
        """Give the screen that shows a picture of the reel `now`, for `age` seconds already."""
        before = sum(frame.seconds for frame in self.frames[:number])
        return replace(self, began=now - before - age)

    def _moment(self, age: float) -> Moment:
        return self.reel.at(age)

    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; it changes `Pace.FRAMES` times a second, in quiet hours hardly ever."""
        age = now - self.began
        if self.resting:
            step = int(age // Pace.QUIET_SECONDS)
            return self._view.of((SILENT, step), lambda: self._seen(self._quiet(step)))
        tick = int(age * Pace.FRAMES)
        made = lambda: self._seen(self._made(tick / Pace.FRAMES, muted=heard.muted))  # noqa: E731
        return self._view.of((tick, heard.muted), made)

    def _seen(self, items: list[Item]) -> View:
        whole = Box(0, 0, *self.kit.size)
        target = Target("start", whole, self.start, self.kit.words("attract.start"), ANY_KEY)
        return View(tuple(items), (target,))

    def _quiet(self, step: int) -> list[Item]:
        return attract_quiet.draw(self.kit, self.theme, step, self._hotlines)

    def _made(self, age: float, *, muted: bool) -> list[Item]:
        theme = self.theme
        scale, colours = theme.scale, theme.colours
        whole = Box(0, 0, *self.kit.size)
        step = int(age // Pace.WANDER_SECONDS)
        dx, dy = wandered(step, scale.px(Thing.WANDER))
        turn = int(age // Pace.TURN_SECONDS)
        setting = Setting(
            colours.attract[turn % len(colours.attract)], turned=turn % 2 == 1, wander=(dx, dy)
        )
        items: list[Item] = [Blend(whole, setting.ground.top, setting.ground.low)]
        stage = self._stage
        phone = self._phone_box(stage, turned=setting.turned).move(dx, dy)
        items += self._hoops(stage, phone, age)
        items += self._wording(age, setting, muted=muted)
        items += self._phone(phone, age)
        items += self._band(whole.low(whole.h - stage.h), age, setting)
        return items

    @property
    def _stage(self) -> Box:
        """Give what lies above the band of slogans."""
        return Box(0, 0, *self.kit.size).above(self._slogan_band.height)

    def _phone_box(self, stage: Box, *, turned: bool) -> Box:
        scale = self.theme.scale
        if scale.portrait:
            top = round(stage.h * PHONE_TOP)
            room = scale.invitation + scale.px(Thing.BELOW_PHONE)
            tall = stage.h - top - room - scale.px(Space.HUGE)
            wide = round(tall * 0.64)
            return Box((stage.w - wide) // 2, top + (room if turned else 0), wide, tall)
        tall = round(stage.h * 0.86)
        wide = min(round(tall * 0.58), round(stage.w * 0.30))
        middle = round(stage.w * (1 - PHONE_AT if turned else PHONE_AT))
        return Box(middle - wide // 2, stage.y + (stage.h - tall) // 2, wide, tall)

    def _hoops(self, stage: Box, phone: Box, age: float) -> list[Item]:
        """Rings that widen from the phone; each is made once, they only take turns in being bright."""
        scale, colours = self.theme.scale, self.theme.colours
        x, y = phone.centre
        step = int(age / Pace.HOOP_SECONDS * len(HOOPS))
        hoops: list[Item] = []
        for n in range(len(HOOPS)):
            size = scale.px(Thing.HOOP) + n * scale.px(Thing.HOOP_STEP)
            # All change together: each change draws everything anew that lies within the largest.
            alpha = HOOPS[(step - n) % len(HOOPS)]
            box = Box(x - size // 2, y - size // 2, size, size)
            hoops.append(Hoop(box, colours.on_dark, alpha, scale.px(Stroke.HOOP), stage, HOOPS))
        return hoops

    def _wording(self, age: float, setting: Setting, *, muted: bool) -> list[Item]:
        """Title, invitation and a button that breathes; laid out once for each title and setting."""
        title = self._title(age) % self._titles
        # Staff who turned all sound off must see it here: nothing else tells them.
        sign = self.kit.words("bar.muted") if muted else ""
        site = "　".join(filter(None, (sign, self._site)))
        key = title, setting, muted
        laid = self._laid_words.of(key, lambda: self._lay_words(title, setting, site))
        scale, colours = self.theme.scale, self.theme.colours
        step = spread(age, Pace.PING_SECONDS, PINGS) if self.kit.settings.motion else 0
        halo = Panel(
            laid.button.grow(scale.px(Space.S) + step * scale.px(Stroke.EDGE)),
            _mixed(colours.invite, setting.ground.low, (PINGS - step) / PINGS * HALO),
            scale.px(Corner.HALO),
        )
        return [*laid.back, halo, *laid.front]

    def _title(self, age: float) -> int:
        """Give the title that stands there: the one being said, else what fits the phone beside it."""
        if self.piece_name in INVITATION:
            return self._title_said
        if not self.frames:
            return int(age // Pace.TITLE_SECONDS)
        frame = self.frames[self._moment(age).number]
        if frame.asking:
            return ASKING
        return CALL if frame.calls else MESSAGE

    @cached_property
    def _titles(self) -> int:
        """Give how many titles there are."""
        words = self.kit.words
        return sum(1 for key in words.keys() if key.startswith("attract.titles."))  # noqa: SIM118

    def _lay_words(self, turn: int, setting: Setting, site: str) -> Wording:
        words, theme = self.kit.words, self.theme
        scale, colours = theme.scale, theme.colours
        composer = Composer(self.kit.fonts, theme)
        ground, wander = setting.ground, setting.wander
        edge, whole = scale.px(Space.VAST), self.kit.size[0]
        aside = setting.turned and not scale.portrait
        left = round(whole * (1 - WORDS_TO)) if aside else edge
        x, y = left + wander[0], edge + wander[1]
        width = whole - 2 * edge if scale.portrait else round(whole * WORDS_TO) - edge
        logo = scale.px(Thing.LOGO if self.kit.logo else Thing.SHIELD)
        space = scale.px(Space.L)
        broad = self._logo_width(logo)
        room = (width - broad - space, max(logo, round(scale.helper * SITE_ROWS)))
        name = composer.fit(site, scale.helper, colours.on_dark, room)
        # An upright screen has no other side: there the words stand at the other edge of theirs.
        across = setting.turned and scale.portrait
        plate = Box(x + (width - broad - space - name.width if across else 0), y, broad, logo)
        self._logo(composer, plate)
        beside = plate.right + space
        composer.beside(Box(beside, y, width, logo), name, ground.top)
        below = y + logo + max(0, (name.height - logo) // 2)
        title = words(f"attract.titles.{turn}")
        head = composer.fit(
            title, scale.headline, colours.on_dark, (width, round(scale.headline * 3)), bold=True
        )
        px = scale.spoken
        sub = composer.lay(words("attract.subtitle"), px, colours.on_dark, width)
        button = (round(px * 1.3), self.theme.scale.invitation)
        label = composer.lay(words("attract.start"), button[0], colours.ink, width, bold=True)
        wide = label.width + scale.px(Thing.INVITATION_SIDES)
        if scale.portrait:
            top = below + scale.px(Space.VAST)
        else:
            stage = self._stage.h
            tall = head.height + sub.height + button[1] + scale.px(Space.VAST)
            top = max(
                below + scale.px(Space.XL),
                (stage - tall) // 2 + scale.px(Space.HUGE) + wander[1],
            )
        x += max(0, width - head.width) if across else 0
        y = composer.text(x, top, head, ground.low) + scale.px(Space.XL)
        y = composer.text(x, y, sub, ground.low)
        # The halo keeps clear of the band, even where the words leave little room.
        spare = self._stage.h - y - button[1] - scale.px(Space.XL)
        y += max(scale.px(Space.XL), min(scale.px(Space.HUGE), spare))
        box = Box(x, y, wide, button[1])
        if scale.portrait:
            # Below the phone, or above it, where that stands in the other order.
            row = Box(0, round(self._stage.h * PHONE_TOP), whole, box.h + scale.px(Space.HUGE))
            if not setting.turned:
                row = self._stage.low(box.h + 2 * scale.px(Space.XXL))
            box = row.centred(wide, box.h).move(0, wander[1])
        back, composer.back = composer.back, []
        composer.back.append(Panel(box, colours.invite, scale.px(Corner.INVITATION)))
        composer.middle(box, label, colours.invite)
        return Wording(tuple(back), box, (*composer.back, *composer.front))

    def _logo_width(self, height: int) -> int:
        """Give how wide the plate of the logo is that is so high."""
        own, inner = self.kit.logo, self._logo_height(height)
        ratio = min(WIDEST_LOGO, max(1.0, own.ratio)) if own else 1.0
        return height - inner + round(inner * ratio)

    def _logo_height(self, plate: int) -> int:
        return plate * (8 if self.kit.logo else 7) // 10

    def _logo(self, composer: Composer, plate: Box) -> None:
        """Set the site's logo on its plate, or our shield."""
        colours, own = composer.theme.colours, self.kit.logo
        composer.back.append(Panel(plate, colours.on_dark, composer.theme.scale.px(Corner.BADGE)))
        inner = self._logo_height(plate.h)
        place = plate.centred(plate.w - plate.h + inner, inner)
        if own is None:
            composer.icon(place, "shield-alert", colours.teal.ink)
        else:
            composer.front.append(Art(place, own.path))

    def _phone(self, box: Box, age: float) -> list[Item]:
        """Give the phone on which a story plays itself."""
        if not self.frames:
            side = box.w
            return [Art(box.centred(side, side), "icons/shield-alert", self.theme.colours.on_dark)]
        moment = self._moment(age)
        frame = self.frames[moment.number]
        within = moment.age if self.kit.settings.motion else math.inf
        draw = partial(attract_demo.draw, self.kit, self.theme, box, frame)
        phone = self._device.of((moment.number, box), draw)
        aside = self._trembling(frame, within)
        over = attract_demo.moving(self.kit, self.theme, phone, frame, within)
        return [shifted(item, aside, 0) for item in (phone.group, *over)]

    def _trembling(self, frame: Frame, age: float) -> int:
        """Give how far a telephone stands aside that rings or takes a message."""
        if frame.act is not Act.COMES or (not frame.calls and age > SHAKES):
            return 0
        return shaken(age, self.theme.scale.px(Space.XXS))

    @cached_property
    def _slogan_band(self) -> SloganBand:
        """Give the band below, measured."""
        slogans = self.kit.catalogue.slogans_on(self.kit.today())
        return SloganBand.of(self.typesetter, self.kit.size, slogans, self._hotlines)

    @property
    def _hotlines(self) -> tuple[str, ...]:
        """Give whom to call, as the site wants it here."""
        keys = ("hotline", "police") if self.kit.settings.police_number else ("hotline",)
        return tuple(self.kit.words(f"attract.{key}") for key in keys)

    def _band(self, band: Box, age: float, setting: Setting) -> list[Item]:
        turn = int(age // Pace.SLOGAN_SECONDS)
        note = self.kit.staff_note()
        key = turn, setting, note
        return self._slogans.of(key, lambda: self._lay_band(band, turn, setting, note))

    def _lay_band(self, band: Box, turn: int, setting: Setting, note: str) -> list[Item]:
        composer = Composer(self.kit.fonts, self.theme)
        composer.back.append(Fill(band, setting.ground.band))
        place = band.move(setting.wander[0], 0)
        self._slogan_band.draw(composer, place, turn, setting, note)
        return [*composer.back, *composer.front]


@dataclass(frozen=True, slots=True)
class SloganBand:
    """The band below: slogans in turn, and the hotlines that stay.

    Slogans that belong together stand together: side by side, else in two rows. `height` is the
    band's, `em` the slogans', `room` the width that a line of them has beside the hotlines, or above.
    """

    lines: tuple[str, ...]
    hotlines: Paragraph
    em: int
    room: int
    height: int

    @classmethod
    def of(
        cls,
        typesetter: Typesetter,
        size: tuple[int, int],
        slogans: tuple[Slogan, ...],
        hotlines: tuple[str, ...],
    ) -> SloganBand:
        """Give the band of a screen: in one row where all has room there, else in several."""
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.on_dark
        inner = size[0] - 2 * scale.px(Space.VAST)
        pad = scale.px(Space.XXL)
        if scale.portrait:
            hot = typesetter.lay("　".join(hotlines), scale.helper, ink, inner)
            lines = slogan_lines(slogans, inner // scale.title)
            rows = max((line.count("\n") + 1 for line in lines), default=0)
            tall = round(rows * scale.title * LEADING) + scale.px(Space.M)
            return cls(lines, hot, scale.title, inner, tall + hot.height + pad)
        for between, rows in (("　", 1), ("\n", TWO)):
            hot = typesetter.lay(between.join(hotlines), scale.helper, ink, inner)
            room = inner - hot.width - scale.px(Space.HUGE)
            lines = slogan_lines(slogans, room // scale.helper)
            if rows == TWO or not any("\n" in line for line in lines):
                break
        tall = max(scale.px(Thing.SLOGANS), hot.height + pad * (rows > 1))
        return cls(lines, hot, scale.helper, room, tall)

    def draw(
        self, composer: Composer, band: Box, turn: int, setting: Setting, note: str = ""
    ) -> None:
        """Set the band as it stands once `turn` lines have been shown; turned, its parts change places.

        A note for staff takes the slogans' place.
        """
        scale, colours, ground = composer.theme.scale, composer.theme.colours, setting.ground
        inner, hot, slogan = band.inset(scale.px(Space.VAST), 0), self.hotlines, None
        lines = (note,) if note else self.lines
        if lines:
            text, room = lines[turn % len(lines)], (self.room, band.h)
            slogan = composer.fit(text, self.em, colours.slogan, room, bold=True)
        if scale.portrait:
            rows = inner.inset(0, scale.px(Space.L))
            near, far = rows.top(hot.height), rows.low(hot.height)
            first, second = (
                (near, rows.below(hot.height)) if setting.turned else (far, rows.above(hot.height))
            )
        else:
            second_width = slogan.width if slogan else 0
            first, second = inner.end(hot.width), inner
            if setting.turned:
                first, second = inner, inner.end(second_width)
        composer.beside(first, hot, ground.band)
        if slogan is not None:
            composer.beside(second, slogan, ground.band)


def _mixed(one: Colour, two: Colour, share: float) -> Colour:
    """Give a colour between two, with a share of the first."""
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(one, two, strict=True))
    return red, green, blue


def slogan_lines(slogans: tuple[Slogan, ...], most: int) -> tuple[str, ...]:
    """Give the lines of the band: slogans that belong together, in two rows where one is too short.

    A row holds `most` characters; where two don't hold them either there are as many lines as need be.
    """
    families: dict[str, list[str]] = {}
    for number, slogan in enumerate(slogans):
        if slogan.display:
            families.setdefault(slogan.family or str(number), []).append(slogan.text)
    return tuple(line for family in families.values() for line in _lines(family, most))


def _lines(texts: list[str], most: int) -> list[str]:
    whole, half = "　".join(texts), -(-len(texts) // TWO)
    if len(whole) <= most or len(texts) == 1:
        return [whole]
    rows = "　".join(texts[:half]), "　".join(texts[half:])
    if max(map(len, rows)) <= most:
        return ["\n".join(rows)]
    return [*_lines(texts[:half], most), *_lines(texts[half:], most)]
