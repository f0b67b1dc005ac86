"""The loop over frames: inputs in, the screen's next value, speech and picture out.

It holds the rules that no screen need know: a touch acts on release, what is new on the screen
ignores touches for a moment, speech counts as somebody being there, and any fault leads to attract.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace

import pygame

from kiosk.engine.display_watch import DisplayWatch
from kiosk.engine.knock import Knock, corner
from kiosk.engine.painter import Painter
from kiosk.engine.prefetch import Prefetch
from kiosk.engine.trace import Trace
from kiosk.engine.voice_port import Mute, Voice
from kiosk.engine.window import (
    Exposed,
    Input,
    InputWait,
    KeyHit,
    Muted,
    Pressed,
    Quit,
    Released,
    SoundDevices,
    inputs,
    waiting,
)
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Outline, Ring
from kiosk.ui.screen import Screen, Target, View
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Space, Stroke
from kiosk.values import dataclass

log = logging.getLogger(__name__)

DEAF_SECONDS = 0.28
"""How long a new target ignores touches: a double tap must not choose what it didn't see.

All targets of a new screen are new, and so are those that appear on a screen already there, such
as the choices under the finger that asked for the rest of the words. It counts from when they stand
in the window: taps that wait meanwhile, on a machine slow to draw, were meant for what stood before.
"""
NOT_YET = math.inf
"""Since when a target stands there that hasn't been drawn."""
IDLE_MS = 30
"""Pause between two looks for inputs while nothing moves."""
BUSY_MS = 8
"""The same while a finger is down or words are being lit: half of what a picture stays."""
SPARE_MS = 4
"""The same while there is something to be got ready."""
STILL_SECONDS = 1.0
STILL_MS = 500
"""Once nothing has moved for a while: the pause between two looks at anything but inputs and the display."""
FRAME_SECONDS = 1 / 60
SPARE_SECONDS = 0.004
"""Between two frames so much is begun of what can wait."""
HOLD_STEPS = 12
"""The ring around a finger that knocks fills in so many steps: each is drawn once."""
MOST_FAULTS = 20
"""Frames in a row that may fail; then this process can't show anything, and a new one may."""


@dataclass(frozen=True, slots=True)
class _Touch:
    """A finger that is down: the target it met and the screen it met it on."""

    target: Target
    identity: object


class Loop:
    """Runs screens on a canvas until asked to end."""

    def __init__(  # noqa: PLR0913 (what a stage is made of)
        self,
        canvas: pygame.Surface,
        surfaces: SurfaceCache,
        home: Callable[[float], Screen],
        voice: Voice | None = None,
        *,
        volume: Callable[[], float] = lambda: 1.0,
        trace: Trace | None = None,
        clock: Callable[[], float] = time.monotonic,
        source: Callable[[], list[Input]] = inputs,
        fault: Callable[[Screen, Exception], None] | None = None,
        standing: Callable[[Screen, Heard], None] = lambda _screen, _heard: None,
        door: Callable[[Screen, float], Screen] | None = None,
        may_quit: Callable[[bool], bool] = lambda _: True,
        mute_seconds: Callable[[], float] = lambda: math.inf,
        fitted: Callable[[Screen, tuple[int, int]], Screen] = lambda screen, _: screen,
        draws: Callable[[Screen], None] = lambda _: None,
        round_over: Callable[[], None] = lambda: None,
    ) -> None:
        """Take what to run; 静音, once on, ends by itself after the seconds `mute_seconds` then gives.

        `standing` is told in every frame, before it is drawn, which screen stands and what is heard.
        `draws` is told, before any screen is laid out or drawn, which: the one that stands, or one that may follow.
        `round_over` is told after each frame in which all that was due has been presented.
        """
        self._canvas, self._surfaces, self._home = canvas, surfaces, home
        self._door, self._may_quit = door, may_quit
        self._knock = Knock()
        self._late: _Touch | None = None
        """What was touched with a knock: it is pressed once nobody knocks on."""
        self._voice: Voice = voice or Mute()
        self._painter, self._prefetch = Painter(canvas, surfaces), Prefetch(canvas, surfaces, draws)
        self._input_wait = InputWait()
        self._site_volume = volume
        self._tired = False
        self._mute_seconds, self._muted_until = mute_seconds, -math.inf
        self._looks_ahead = voice is not None
        """Like a voice, what comes next can wait for the first picture."""
        self._trace = trace or Trace()
        self._clock, self._source = clock, source
        self._fault, self._stands, self._fitted = fault, standing, fitted
        self._draws, self._round_over = draws, round_over
        self._display: DisplayWatch | None = None
        self._touch: _Touch | None = None
        self._active = self._drawn = clock()
        self._view = View(())
        self._viewed: Screen | None = None
        """The one the view is of."""
        self._since: dict[Target, float] = {}
        self._heard = Heard()
        self._identity: object = None
        self._shown_identity: object = None
        self.screen: Screen = home(self._active)
        self._entered: Screen | None = None
        """One just come to: of what may be said from there on the voice isn't told yet."""
        self._faults = 0
        self._met: dict[object, int] = {}
        """How often each fault was met."""
        self.ended = False

    def speak_with(self, voice: Voice) -> None:
        """Take a voice: the first picture needs none, and getting one ready takes a while."""
        self._voice = voice
        self._looks_ahead = True
        voice.ahead(self.screen.upcoming_speech())

    def show(self, following: Callable[[Screen, float], Screen]) -> None:
        """Go on to what follows the present screen, though nobody has pressed anything."""
        now = self._clock()
        self._go(following(self.screen, now), now)

    def watch(self, display: DisplayWatch) -> None:
        """Follow a display from now on."""
        self._display = display
        self._input_wait.also(display.connection)

    def redraw(self) -> None:
        """Draw everything in the next frame."""
        self._painter.forget()

    def end(self) -> None:
        """Leave the loop after the present frame; safe in a signal handler."""
        self.ended = True

    @property
    def muted(self) -> bool:
        """Tell whether staff have turned all sound off."""
        return self._clock() < self._muted_until

    def mute(self, *, on: bool) -> None:
        """Turn all sound off, or on again; safe in another thread."""
        self._muted_until = self._clock() + self._mute_seconds() if on else -math.inf
        log.info("静音：%s", "开" if on else "关")
        self._trace.event("muted", self._clock(), on=on)

    def run(self) -> None:
        """Run until asked to end."""
        while not self.ended:
            moved = self.step()
            if not self._faults:
                self._round_over()
            if not moved and self._spare():
                self._input_wait.wait(SPARE_MS)
            else:
                self._rest(moved=moved)

    def _spare(self) -> bool:
        """Do a piece of what can wait for a moment between two frames, while no finger is down."""
        if self._touch or not (self._tired or self._prefetch.waits) or waiting():
            return False
        if self._tired:
            self._tired = False
            self._surfaces.rest()
        end = self._clock() + SPARE_SECONDS
        while self._prefetch.waits and self._clock() < end:
            self._prefetch.work(self._clock())
        self._draws(self.screen)
        if self.screen.between_visits and not self._prefetch.waits:
            # What comes next is drawn: nobody needs a font until something else comes.
            self._surfaces.rest()
        return True

    def step(self) -> bool:
        """Do one frame and tell whether the picture changed; a fault leads to attract.

        Where frame after frame fails, attract too, the fault is let go.
        """
        try:
            moved = self._step()
        except Exception as error:  # (a visitor must never see a crash; the log does)
            self._faults += 1
            if self._faults > MOST_FAULTS:
                raise
            self._log(error)
            if self._fault is not None:
                self._fault(self.screen, error)
            self._painter.forget()
            self.screen = self._home(self._clock())
            return True
        self._faults = 0
        return moved

    def _log(self, error: Exception) -> None:
        """Log a fault whole when it is met first, later by its number alone, more and more rarely."""
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = (where.tb_frame.f_code.co_filename, where.tb_lineno) if where else ()
        kind = type(error), type(self.screen), place
        count = self._met[kind] = self._met.get(kind, 0) + 1
        if count == 1:
            log.error("画面出错，回到待机", exc_info=error)
        elif count & (count - 1) == 0:
            log.error("同一处又出错（%s：%s），一共 %d 次", type(error).__name__, error, count)

    # One frame -----------------------------------------------------------------------------------

    def _step(self) -> bool:
        now = self._clock()
        self._trace.hears(now, self._all_hear)
        for one in self._source():
            self._take(one, now)
        self._answer(now)
        if self._display is not None:
            self._follow(self._display, now)
        self._heard = self._hears_now(now)
        self._go(self.screen.tick(now, self._heard), now)
        self._watch(now)
        self._speak(now)
        self._stands(self.screen, self._heard)
        self._trace.voice(now, self._heard)
        self._draws(self.screen)
        moved = self._draw(now)
        # The finger has been answered: there is time for what comes later.
        if self._entered is not None:
            screen, self._entered = self._entered, None
            self._voice.ahead(screen.upcoming_speech())
        self._prefetch.hold(self._held_target(), self.screen, now)
        self._draws(self.screen)
        return moved

    def _follow(self, display: DisplayWatch, now: float) -> None:
        """Draw where the display is now, and at its size once that has stayed."""
        settled, canvas = display.settled(now), display.canvas()
        if canvas is not self._canvas:
            self._canvas = canvas
            self._painter.move_to(canvas)
            self._prefetch.move_to(canvas)
        if settled:
            size = canvas.get_size()
            log.info("画面改为 %d×%d", *size)
            self._surfaces.fit(size)
            self._painter.forget()
            self._prefetch.move_to(canvas)
            self.screen = self._fitted(self.screen, size)
            # Everything stands elsewhere: nobody has meant it there yet.
            self._touch, self._since = None, {}

    def _take(self, one: Input, now: float) -> None:
        match one:
            case Quit(closed):
                self.ended = self.ended or self._may_quit(closed)
            case Exposed():
                self._painter.forget()
            case Muted():
                self.mute(on=not self.muted)
            case SoundDevices(gone):
                self._voice.devices_changed(gone=gone)
            case Pressed(x, y):
                self._active = now
                target = self._view.target_at(x, y)
                hears = target is not None and self._hears(target, now)
                self._touch = _Touch(target, self.screen.identity) if hears and target else None
                self._knock = self._knock.pressed(now) if self._knocks(x, y) else Knock()
            case Released(x, y):
                self._active = now
                self._lift(x, y, now)
            case KeyHit(key):
                self._active = now
                self._hit(key, now)

    def _lift(self, x: int, y: int, now: float) -> None:
        """Press the target the finger came down on, where it is lifted over it."""
        target = self._view.target_at(x, y)
        touch, self._touch = self._touch, None
        self._knock, knocked = self._knock.released(now), self._knock.down
        if target is None or touch != _Touch(target, self.screen.identity):
            return
        if knocked:
            self._late = touch
            return
        if self.screen is not self._viewed:
            # Read anew: the second of two touches within one frame must not undo the first.
            target = _same(self.screen.view(now, self._heard), touch.target)
        if target is not None:
            self._press(target, now)

    def _hit(self, key: str, now: float) -> None:
        """Press the target of a key; one that stands for nothing here is answered, too.

        At 待机, where any key starts a visit, one of a knock waits.
        """
        knocks = self._door is not None and not self.screen.behind_the_door
        self._knock = self._knock.hears(key, now) if knocks else Knock()
        self.screen = self.screen.keyed()
        # Read anew: two keys may come within one frame.
        target = self.screen.view(now, self._heard).target_for(key)
        if target is None:
            self._go(self.screen.missed(), now)
        elif self._hears(target, now):
            if self.screen.between_visits and self._knock.keys:
                self._late = _Touch(target, self.screen.identity)
            else:
                self._press(target, now)

    # The door -----------------------------------------------------------------------------------

    def _knocks(self, x: int, y: int) -> bool:
        if self._door is None or self.screen.behind_the_door:
            return False
        return corner(self.screen.theme.scale).holds(x, y)

    def _answer(self, now: float) -> None:
        """Open the door to whoever has knocked; what was touched meanwhile counts once nobody goes on."""
        if self._door is not None and self._knock.opens(now):
            self._knock, self._late, self._touch = Knock(), None, None
            self._trace.event("door", now)
            self._go(self._door(self.screen, now), now)
        elif self._late is not None and not self._knock.waits(now):
            touch, self._late = self._late, None
            target = _same(self._view, touch.target)
            if target is not None and touch.identity == self.screen.identity:
                self._press(target, now)

    def _with_knock(self, view: View, now: float) -> View:
        """Give the view with a ring that fills while the last of the taps is held."""
        held = self._knock.held(now)
        if not held:
            return view
        scale, colours = self.screen.theme.scale, self.screen.theme.colours
        place = corner(scale).inset(scale.px(Space.XS))
        share = round(held * HOLD_STEPS) / HOLD_STEPS
        ring = Ring(place, share, colours.teal.ink, colours.track, scale.px(Stroke.RIM))
        return View((*view.items, Disc(place, colours.card), ring), view.targets)

    def _hears(self, target: Target, now: float) -> bool:
        """Tell whether a target has been there for long enough to be meant."""
        since = self._since.get(target)
        return since is not None and now >= since + DEAF_SECONDS

    def _press(self, target: Target, now: float) -> None:
        self._trace.event("press", now, name=target.name)
        # What a press brings is shown at once, on the same screen too.
        self._shown_identity = None
        prepared = self._prefetch.brought(target, self.screen, now)
        if prepared is None:
            self._go(target.then(now), now)
            return
        self._enter(prepared.screen)
        self._painter.adopt(prepared.view, prepared.picture)

    def _go(self, screen: Screen, now: float) -> None:
        """Go on to what time or a press has brought."""
        if screen is not self.screen:
            self._enter(screen.following(self.screen, now))

    def _enter(self, screen: Screen) -> None:
        """Make a screen the present one; with another identity all its targets are new."""
        self.screen = screen
        if screen.identity != self._identity:
            self._identity = screen.identity
            self._since = {}
            self._touch = None
            if screen.between_visits:
                self._tired = True
                self._painter.forget()
            self._entered = screen

    def _watch(self, now: float) -> None:
        """Ask whether somebody is there after a while without touch or speech."""
        if self._heard.utterance is not None and not self._heard.done:
            self._active = now
        timeout = self.screen.idle_timeout
        if timeout is not None and now - self._active >= timeout:
            self._active = now
            self._go(self.screen.idle(now), now)

    def _speak(self, now: float) -> None:
        comfort = self.screen.comfort
        self._voice.slow = comfort.slow
        usual = self._site_volume() * comfort.loudness
        loud = usual if self.screen.loudness is None else self.screen.loudness
        self._voice.volume = 0.0 if self.muted else loud
        self._voice.want(self.screen.utterance, now)
        self._voice.sounds(self.screen.sounds, now)
        self._heard = self._hears_now(now)

    def _hears_now(self, now: float) -> Heard:
        """Give what is heard, and whether somebody has turned all sound off."""
        heard = self._voice.heard(now)
        return replace(heard, muted=True) if self.muted else heard

    def _draw(self, now: float) -> bool:
        view = self.screen.view(now, self._heard)
        if view is not self._view or not self._since:
            self._since = {target: self._since.get(target, NOT_YET) for target in view.targets}
        self._view, self._viewed = view, self.screen
        shown = self._with_knock(self._with_touch(view), now)
        if (
            shown is view
            and now - self._drawn < FRAME_SECONDS
            and self._shown_identity == self.screen.identity
        ):
            # Words are lit sixty times a second, no oftener; a new screen, or what was pressed, never waits.
            return False
        parts = self._painter.paint(shown)
        if parts:
            pygame.display.update([pygame.Rect(part) for part in parts])
        shown_at = self._clock()
        if NOT_YET in self._since.values():
            self._since = {target: min(since, shown_at) for target, since in self._since.items()}
        if not parts:
            return False
        self._drawn = now
        self._shown_identity = self.screen.identity
        self._trace.frame(shown_at, shown_at - now, self.screen, view, self._all_hear)
        if self._looks_ahead:
            self._prefetch.stand(self.screen, view, now)
        return True

    @property
    def _all_hear(self) -> float:
        """Give the second from which touches on every target count."""
        return max(self._since.values(), default=0.0) + DEAF_SECONDS

    def _held_target(self) -> Target | None:
        """Give the target under the finger as it stands now: the screen may have gone on meanwhile."""
        touch = self._touch
        if touch is None or touch.identity != self.screen.identity or self._knock.down:
            return None
        return _same(self._view, touch.target)

    def _with_touch(self, view: View) -> View:
        """Give the view with the pressed target outlined."""
        target = self._held_target()
        if target is None or target.box is None or target.bare:
            return view
        theme = self.screen.theme
        mark = Outline(
            Box(*target.box),
            theme.colours.teal.ink,
            theme.scale.px(Stroke.FOCUS),
            theme.scale.radius,
        )
        return View((*view.items, mark), view.targets)

    def _rest(self, *, moved: bool) -> None:
        speaking = self._heard.utterance is not None and not self._heard.done
        knocking = self._knock.down or self._late is not None
        if moved or speaking or self._touch or knocking:
            due = self._drawn + FRAME_SECONDS - self._clock()
            self._input_wait.wait(math.ceil(1000 * due) if due > 0 else BUSY_MS)
            return
        unsettled = self._display is not None and self._display.unsettled
        still = not unsettled and self._clock() - self._drawn > STILL_SECONDS
        self._input_wait.wait(STILL_MS if still else IDLE_MS)


def _same(view: View, target: Target) -> Target | None:
    """Give a target as a view has it, if it is still there."""
    return next((one for one in view.targets if one == target), None)
