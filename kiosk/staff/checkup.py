"""全部检查: everything looked at one after the other, off the frame, its findings there as they come.

What is looked at and what is said of it is the doctor's; `kiosk doctor` says the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.doctor import Diagnosis, Health, Installation, examine, machine, site
from kiosk.doctor.examine import Examination
from kiosk.staff.stick_look import stick

LOOKS: tuple[Examination, ...] = (
    machine.screen,
    machine.diagonal,
    machine.fonts,
    site.speech,
    site.voice,
    site.recordings,
    stick,
    machine.data,
    machine.clock,
    site.settings,
    site.stories,
    site.link,
    site.logo,
    site.interface,
)
"""In the order of the lights. Whether sound is heard is asked of whoever stands there: a second program
that tries the device may find it taken by this one."""

WORST = (Health.ERROR, Health.NOTICE, Health.OK)


@dataclass(frozen=True, slots=True)
class Subject:
    """All that was found of one thing, the worst first."""

    name: str
    found: tuple[Diagnosis, ...]

    @property
    def health(self) -> Health:
        """Give the worst."""
        return self.found[0].health


def subjects(found: Sequence[Diagnosis]) -> tuple[Subject, ...]:
    """Give findings by what they are about, in the order in which that came first."""
    names = dict.fromkeys(one.subject for one in found)
    return tuple(
        Subject(
            name,
            tuple(
                sorted((one for one in found if one.subject == name), key=_how_bad),
            ),
        )
        for name in names
    )


def _how_bad(one: Diagnosis) -> int:
    return WORST.index(one.health)


class Checkup:
    """Looks at this kiosk in a thread of its own; it begins when the page that shows it is there."""

    def __init__(
        self, installation: Callable[[], Installation], looks: tuple[Examination, ...] = LOOKS
    ) -> None:
        """Take the kiosk to look at; nothing is done yet."""
        self._installation, self._looks = installation, looks
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        self.found: tuple[Diagnosis, ...] = ()
        """What has been found so far."""

    def start(self) -> None:
        """Begin; what has begun already goes on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="checkup", daemon=True)
            self._thread.start()

    @property
    def done(self) -> bool:
        """Tell whether all has been looked at."""
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end; False where it isn't there in so many seconds."""
        return self._ended.wait(seconds)

    def again(self) -> Checkup:
        """Give one that looks at everything anew."""
        return Checkup(self._installation, self._looks)

    def _run(self) -> None:
        try:
            here = self._installation()
            for look in self._looks:
                self.found = (*self.found, *examine(here, (look,)))
        finally:
            self._ended.set()
