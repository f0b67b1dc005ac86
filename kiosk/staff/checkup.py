"""全部检查: everything looked at one after the other, off the frame, its findings there as they come.

What is looked at and what is said of it is the doctor's; `kiosk doctor` says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.doctor import Diagnosis, Health, Installation, examine, machine, site
from kiosk.doctor.examine import Examination
from kiosk.staff.stick_look import stick
from kiosk.staff.task import Task, Tell
from kiosk.values import dataclass

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
    site.failed,
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


class Checkup(Task[None]):
    """Looks at this kiosk; its findings are there as they come."""

    def __init__(
        self, installation: Callable[[], Installation], looks: tuple[Examination, ...] = LOOKS
    ) -> None:
        """Take the kiosk to look at; nothing is done yet."""
        super().__init__(self._look)
        self._installation, self._looks = installation, looks
        self.found: tuple[Diagnosis, ...] = ()
        """What has been found so far."""

    def again(self) -> Checkup:
        """Give one that looks at everything anew."""
        return Checkup(self._installation, self._looks)

    def _look(self, _: Tell) -> None:
        here = self._installation()
        for look in self._looks:
            self.found = (*self.found, *examine(here, (look,)))
