"""How this kiosk is, in the few lines a photo can take to the office: what it says needs no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.doctor import Health, machine
from kiosk.process import program_version
from kiosk.records.tally import Counted
from kiosk.scenario.serialise import fingerprint
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.records.journal import Trouble
    from kiosk.screens.kit import Kit
    from kiosk.staff.desk import Desk
    from kiosk.visit.deck import Deck
    from kiosk.words import Words

WEEK = 7
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Status:
    """What the office wants to know; `visitors` are the last seven days', today first.

    `free` are bytes, None where nothing can be written.
    """

    site: str
    """The site's name, and the machine's where it has one."""
    at: datetime
    trusted: bool
    version: str
    stories: int
    fingerprint: str
    visitors: tuple[int, ...]
    plays: int
    faults: int
    restarts: int
    free: int | None
    muted: bool
    paused: bool
    trouble: Trouble | None = None
    """What keeps the journal from being written."""
    aside: int = 0
    """Damaged journals that were set aside."""
    brought: int = 0
    """Stories that staff have brought; `set_fingerprint` is of the set they came as."""
    set_fingerprint: str = ""
    quarantined: tuple[str, ...] = ()
    """Titles of stories that failed and aren't played; the last is named here, all of them in 全部检查."""

    def _journal(self, words: Words) -> Iterator[str]:
        """Give what is wrong with the journal."""
        trouble = self.trouble
        if trouble is not None and trouble.reason:
            yield words("status.unwritten", waiting=trouble.waiting)
        if trouble is not None and trouble.lost:
            yield words("status.unkept", lost=trouble.lost)
        if self.aside:
            yield words("status.aside", aside=self.aside)

    def lines(self, words: Words) -> Iterator[str]:
        """Give it line by line, the same on the page and in its code."""
        yield words("status.head", version=self.version).strip()
        if self.site:
            yield self.site
        trust = words("status.trusted") if self.trusted else words("status.untrusted")
        yield words("status.at", date=f"{self.at:%Y-%m-%d}", time=f"{self.at:%H:%M}", trust=trust)
        yield words("status.stories", count=self.stories, fingerprint=self.fingerprint)
        if self.set_fingerprint:
            yield words("status.brought", count=self.brought, fingerprint=self.set_fingerprint)
        yield words(
            "status.days",
            days=" ".join(map(str, self.visitors)),
            visitors=sum(self.visitors),
            plays=self.plays,
        )
        yield words("status.faults", faults=self.faults, restarts=self.restarts)
        if self.quarantined:
            key = "one" if len(self.quarantined) == 1 else "more"
            last = f"《{self.quarantined[-1]}》"
            yield words(f"status.quarantine_{key}", named=last, count=len(self.quarantined))
        if self.free is None:
            disk = words("status.no_disk")
        else:
            disk = words("status.disk", free=f"{self.free / GIGABYTE:.1f}")
        disk = "，".join((disk, *self._journal(words)))
        now = (
            disk,
            words("status.muted") if self.muted else "",
            words("status.paused") if self.paused else "",
        )
        yield "　".join(filter(None, now))


def status_of(desk: Desk, kit: Kit, at: datetime) -> Status:
    """Give how a kiosk is; it reads the disk."""
    tally, days = desk.tally, desk.tally.last_days(WEEK)
    clock = next(machine.clock(desk.installation()))
    try:
        machine.try_writing(desk.data)
        free: int | None = machine.free_space(desk.data)
    except OSError:
        free = None

    from kiosk.records.journal_file import set_aside  # noqa: PLC0415 (SQLite, when somebody asks)

    live = desk.sets.current()

    def count(what: Counted) -> int:
        return sum(tally.count(what, day) for day in days)

    return Status(
        site="　".join(filter(None, (kit.settings.site_name, kit.settings.machine_name))),
        at=at,
        trusted=clock.health is Health.OK,
        version=program_version(),
        stories=len(kit.deck.scenarios),
        fingerprint=deck_fingerprint(kit.deck),
        visitors=tuple(tally.count(Counted.VISITORS, day) for day in days),
        plays=count(Counted.PLAYS),
        faults=count(Counted.FAULTS),
        restarts=count(Counted.RESTARTS),
        free=free,
        muted=desk.machine.muted,
        paused=desk.pause.since() is not None,
        trouble=desk.trouble(),
        aside=len(set_aside(desk.data)),
        brought=len(live.held) if live else 0,
        set_fingerprint=live.fingerprint if live else "",
        quarantined=tuple(one.title for one in desk.quarantined.set_aside),
    )


def deck_fingerprint(deck: Deck) -> str:
    """Give two groups of four figures over all words of the stories that play; their order doesn't count."""
    prints = sorted(fingerprint(story) for story in deck.scenarios)
    digest = hashlib.sha256("\n".join(prints).encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"
