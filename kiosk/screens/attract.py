"""待机: draws people from five metres. Everything on it moves or wanders, so that nothing burns in."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from kiosk.devices import registry
from kiosk.scenario.catalogue import Slogan
from kiosk.scenario.spoken import Speaker
from kiosk.screens import attract_demo
from kiosk.screens.kit import KioskScreen
from kiosk.speech import SILENCE, Heard, SoundEffect, Sounding, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Blend, Fill, Hoop, Panel
from kiosk.ui.memo import Memo
from kiosk.ui.motion import wandered
from kiosk.ui.screen import ANY_KEY, Item, Piece, Screen, Target, View
from kiosk.ui.theme import Corner, Ground, Pace, Space, Stroke, Thing

SECONDS_A_MINUTE = 60
CALL, MESSAGE, ASKING = range(3)
"""The titles by what the phone shows: somebody calls, somebody writes, it is to be decided."""
INVITATION = ("title", "subtitle", "start")
"""Pieces of the script that invite; those after it tell what else is shown, another time."""
SILENT = 99
"""Where the script stands while nothing is said."""
HOOPS = 4
SAME_MS = 5000
"""So long the reel begins with one story: what is drawn ahead is what then comes."""
PHONE_AT, WORDS_TO = 0.775, 0.56
"""Shares of the width: the phone's middle, and where the words end; or from the other side."""
SITE_ROWS = 3.0
"""Height of the site's line at the most, as a multiple of its letters: two rows where the name is long."""
WIDEST_LOGO = 5.0
"""Times its height; a wider logo is fitted into that."""
HOOP_BASE, HOOP_ALPHA = 12, 20
"""How bright hoops are at rest and how much brighter they get: white words stay 7:1 over them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What wanders so that nothing burns in: the ground, the sides, and some pixels."""

    ground: Ground
    mirrored: bool
    wander: tuple[int, int]


@dataclass(frozen=True, eq=False, kw_only=True)
class AttractScreen(KioskScreen):
    """The screen between visits; `began` is when it came."""

    began: float
    piece: int = SILENT
    called: int = 0
    """How many invitations are past."""
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)
    _laid_words: Memo[list[Item]] = field(default_factory=Memo, init=False, repr=False)
    _device: Memo[Item] = field(default_factory=Memo, init=False, repr=False)
    _slogans: Memo[list[Item]] = field(default_factory=Memo, init=False, repr=False)

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
        return self.called // 2 % self._titles()

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
        renewed = self.kit.renewed() if self.piece == SILENT else None
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
        """Give the number of the frame that the reel shows."""
        return int((now - self.began) // Pace.LINE_SECONDS)

    def next_by_time(self) -> Screen:
        """Give what is shown when the reel has gone on."""
        return replace(self, began=self.began - Pace.LINE_SECONDS)

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give the interface's sentences and how each story begins."""
        yield from self.kit.words.sentences()
        for story in self.kit.deck.scenarios:
            yield Speaker(story).title()

    def start(self, now: float) -> Screen:
        """Give the first screen of a visit."""
        return self.kit.flow.choose(self.session, now)

    @cached_property
    def frames(self) -> tuple[attract_demo.Frame, ...]:
        """Give the frames of the stories that play themselves, another story first each time."""
        stories = self.kit.deck.scenarios
        turn = self.session.seed // SAME_MS % len(stories) if stories else 0
        return attract_demo.frames((*stories[turn:], *stories[:turn]))

    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; it changes `Pace.FRAMES` times a second."""
        tick = int((now - self.began) * Pace.FRAMES)
        made = lambda: self._made(tick / Pace.FRAMES, muted=heard.muted)  # noqa: E731
        return self._view.of((tick, heard.muted), made)

    def _made(self, age: float, *, muted: bool) -> View:
        theme = self.theme
        scale, colours = theme.scale, theme.colours
        whole = Box(0, 0, *self.kit.size)
        step = int(age // Pace.WANDER_SECONDS)
        dx, dy = wandered(step, scale.px(Thing.WANDER))
        turn = int(age // Pace.TURN_SECONDS)
        setting = Setting(
            colours.attract[turn % len(colours.attract)],
            mirrored=turn % 2 == 1 and not scale.portrait,
            wander=(dx, dy),
        )
        items: list[Item] = [Blend(whole, setting.ground.top, setting.ground.low)]
        band_height = self._band_height()
        stage = whole.above(band_height)
        phone = self._phone_box(stage, mirrored=setting.mirrored).move(dx, dy)
        items += self._hoops(stage, phone, age)
        items += self._words(self._title(age), setting, muted=muted)
        items += self._phone(phone, age)
        items += self._band(whole.low(band_height), age, setting.ground)
        target = Target("start", whole, self.start, self.kit.words("attract.start"), ANY_KEY)
        return View(tuple(items), (target,))

    def _band_height(self) -> int:
        scale = self.theme.scale
        return scale.px(Thing.SLOGANS) if not scale.portrait else scale.px(Thing.SLOGANS_UPRIGHT)

    def _phone_box(self, stage: Box, *, mirrored: bool) -> Box:
        scale = self.theme.scale
        if scale.portrait:
            top = round(stage.h * 0.45)
            tall = stage.h - top - self.theme.scale.invitation - scale.px(Thing.BELOW_PHONE)
            wide = round(tall * 0.64)
            return Box(stage.x + (stage.w - wide) // 2, stage.y + top, wide, tall)
        tall = round(stage.h * 0.86)
        wide = min(round(tall * 0.58), round(stage.w * 0.30))
        middle = round(stage.w * (1 - PHONE_AT if mirrored else PHONE_AT))
        return Box(middle - wide // 2, stage.y + (stage.h - tall) // 2, wide, tall)

    def _hoops(self, stage: Box, phone: Box, age: float) -> list[Item]:
        """Rings that widen from the phone; each is made once, they only take turns in being bright."""
        scale, colours = self.theme.scale, self.theme.colours
        x, y = phone.centre
        hoops: list[Item] = []
        awake = self.kit.open_now()
        for n in range(HOOPS):
            size = scale.px(Thing.HOOP) + n * scale.px(Thing.HOOP_STEP)
            phase = (age / Pace.HOOP_SECONDS * HOOPS - n) % HOOPS
            glow = max(0.0, 1.0 - phase / 2) if awake else 0.0
            alpha = HOOP_BASE + round(glow * HOOP_ALPHA / 8) * 8
            box = Box(x - size // 2, y - size // 2, size, size)
            hoops.append(Hoop(box, colours.on_dark, alpha, scale.px(Stroke.HOOP), stage))
        return hoops

    def _words(self, turn: int, setting: Setting, *, muted: bool) -> list[Item]:
        """Title, invitation and button; laid out once for each title and setting."""
        title = turn % self._titles()
        # Staff who turned all sound off must see it here: nothing else tells them.
        sign = self.kit.words("bar.muted") if muted else ""
        site = "　".join(filter(None, (sign, self._site)))
        key = (title, setting, muted)
        return self._laid_words.of(key, lambda: self._lay_words(title, setting, site))

    def _title(self, age: float) -> int:
        """Give the title that stands there: the one being said, else what fits the phone beside it."""
        if self.piece_name in INVITATION:
            return self._title_said
        if not self.frames:
            return int(age // Pace.TITLE_SECONDS)
        frame = self.frames[int(age // Pace.LINE_SECONDS) % len(self.frames)]
        if frame.asking:
            return ASKING
        return CALL if registry.kind(frame.scene.channel).calls else MESSAGE

    def _titles(self) -> int:
        words = self.kit.words
        return sum(1 for key in words.keys() if key.startswith("attract.titles."))  # noqa: SIM118

    def _lay_words(self, turn: int, setting: Setting, site: str) -> list[Item]:
        words, theme = self.kit.words, self.theme
        scale, colours = theme.scale, theme.colours
        composer = Composer(self.kit.fonts, theme)
        ground, wander = setting.ground, setting.wander
        edge, whole = scale.px(Space.VAST), self.kit.size[0]
        left = round(whole * (1 - WORDS_TO)) if setting.mirrored else edge
        x, y = left + wander[0], edge + wander[1]
        width = whole - 2 * edge if scale.portrait else round(whole * WORDS_TO) - edge
        logo = scale.px(Thing.LOGO)
        plate = self._logo(composer, Box(x, y, logo, logo))
        beside = plate.right + scale.px(Space.L)
        room = (x + width - beside, max(logo, round(scale.helper * SITE_ROWS)))
        name = composer.fit(site, scale.helper, colours.on_dark, room)
        composer.beside(Box(beside, y, width, logo), name, ground.top)
        below = y + logo + max(0, (name.height - logo) // 2)
        title = words(f"attract.titles.{turn}")
        head = composer.fit(
            title, scale.headline, colours.on_dark, (width, round(scale.headline * 3)), bold=True
        )
        # 大字 is for reading in front of the screen; what is made for five metres needs no more.
        px = round(scale.spoken / scale.factor)
        sub = composer.lay(words("attract.subtitle"), px, colours.on_dark, width)
        button = (round(px * 1.3), self.theme.scale.invitation)
        label = composer.lay(words("attract.start"), button[0], colours.ink, width, bold=True)
        wide = label.width + scale.px(Thing.INVITATION_SIDES)
        if scale.portrait:
            top = below + scale.px(Space.VAST)
        else:
            stage = self.kit.size[1] - self._band_height()
            tall = head.height + sub.height + button[1] + scale.px(Space.VAST)
            top = max(
                below + scale.px(Space.XL),
                (stage - tall) // 2 + scale.px(Space.HUGE) + wander[1],
            )
        y = composer.text(x, top, head, ground.low) + scale.px(Space.XL)
        y = composer.text(x, y, sub, ground.low) + scale.px(Space.HUGE)
        box = Box(x, y, wide, button[1])
        if scale.portrait:
            low = self.kit.size[1] - self._band_height() - button[1] - scale.px(Space.VAST)
            box = Box((self.kit.size[0] - wide) // 2, low + wander[1], wide, button[1])
        composer.back.append(
            Panel(
                box.grow(scale.px(Space.M)),
                _mixed(colours.invite, ground.low),
                scale.px(Corner.HALO),
            )
        )
        composer.back.append(Panel(box, colours.invite, scale.px(Corner.INVITATION)))
        composer.middle(box, label, colours.invite)
        return [*composer.back, *composer.front]

    def _logo(self, composer: Composer, square: Box) -> Box:
        """Set the site's logo on its plate, or our shield, and give the plate."""
        colours, own = composer.theme.colours, self.kit.logo
        inner = square.h * 7 // 10
        ratio = min(WIDEST_LOGO, max(1.0, own.ratio)) if own else 1.0
        wide = round(inner * ratio)
        plate = square.left(square.w - inner + wide)
        composer.back.append(Panel(plate, colours.on_dark, composer.theme.scale.px(Corner.BADGE)))
        place = plate.centred(wide, inner)
        if own is None:
            composer.icon(place, "shield-alert", colours.teal.ink)
        else:
            composer.front.append(Art(place, own.path))
        return plate

    def _phone(self, box: Box, age: float) -> list[Item]:
        """Give the phone on which a story plays itself."""
        if not self.frames:
            side = box.w
            return [Art(box.centred(side, side), "icons/shield-alert", self.theme.colours.on_dark)]
        number = int(age // Pace.LINE_SECONDS) % len(self.frames)
        frame = self.frames[number]
        draw = partial(attract_demo.draw, self.kit, self.theme, box, frame)
        return [self._device.of((number, box), draw)]

    def _band(self, band: Box, age: float, ground: Ground) -> list[Item]:
        turn = int(age // Pace.SLOGAN_SECONDS)
        return self._slogans.of((turn, ground), lambda: self._slogan_band(band, turn, ground))

    def _slogan_band(self, band: Box, turn: int, ground: Ground) -> list[Item]:
        """Give the band: slogans in turn, and the hotlines that stay.

        `turn` counts the lines of slogans that have been shown.
        """
        words, theme = self.kit.words, self.theme
        scale, colours = theme.scale, theme.colours
        composer = Composer(self.kit.fonts, theme)
        composer.back.append(Fill(band, ground.band))
        margin = scale.px(Space.VAST)
        inner = band.inset(margin, 0)
        hotlines = [words("attract.hotline")]
        if self.kit.settings.police_number:
            hotlines.append(words("attract.police"))
        hot = composer.lay("　".join(hotlines), scale.helper, colours.on_dark, inner.w)
        row = inner if not scale.portrait else inner.low(band.h // 2)
        composer.beside(row if scale.portrait else row.end(hot.width), hot, ground.band)
        room = inner.w - hot.width - scale.px(Space.HUGE) if not scale.portrait else inner.w
        lines = slogan_lines(self.kit.catalogue.slogans, room // scale.helper)
        if lines:
            slogan = composer.fit(
                lines[turn % len(lines)],
                scale.helper,
                colours.slogan,
                (room, band.h // (2 if scale.portrait else 1)),
                bold=True,
            )
            composer.beside(
                inner if not scale.portrait else inner.top(band.h // 2 + scale.px(Space.S)),
                slogan,
                ground.band,
            )
        return [*composer.back, *composer.front]


def _mixed(one: tuple[int, int, int], two: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = ((a + 2 * b) // 3 for a, b in zip(one, two, strict=True))
    return red, green, blue


def slogan_lines(slogans: tuple[Slogan, ...], most: int) -> tuple[str, ...]:
    """Give the lines of the band, `most` characters long where slogans can stand together."""
    lines: list[tuple[str, str]] = []
    for slogan in slogans:
        if not slogan.display:
            continue
        joined = f"{lines[-1][1]}　{slogan.text}" if lines else ""
        if lines and lines[-1][0] == slogan.family and len(joined) <= most:
            lines[-1] = (slogan.family, joined)
        else:
            lines.append((slogan.family, slogan.text))
    return tuple(text for _, text in lines)
