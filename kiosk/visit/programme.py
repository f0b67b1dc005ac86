"""Which stories play now and in which order: what staff turned off, put first, chose, and planned by day and hour.

    programme(stories, settings, datetime.now())

There is always something to play: a wish that would leave nothing isn't kept, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import Enum

from kiosk.scenario.model import Scenario
from kiosk.settings import Settings
from kiosk.timetable import Rule, plain, rule_now
from kiosk.values import dataclass
from kiosk.visit.deck import Deck, dealt

EVERY = ("全部", "所有", "都")
"""What names all stories in a rule."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The stories there are, in the order of their files, and what is known of them.

    `approved` holds the ids of those whose very words were approved, `groups` the group of a scam type.
    """

    scenarios: tuple[Scenario, ...]
    approved: Collection[str] = frozenset()
    groups: Mapping[str, str] | None = None
    left_out: tuple[Scenario, ...] = ()
    """Stories that aren't approved and are left out for it."""
    decks: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The ids of the stories of each 专场, by its name."""
    shown: Sequence[str] = ()
    """Ids of stories in the order they were last begun, the last one at the end."""


class Unkept(Enum):
    """A wish that would have left nothing to play."""

    APPROVED = "approved"
    OFF = "off"
    RULE = "rule"
    DECK = "deck"


@dataclass(frozen=True, slots=True)
class Programme:
    """What plays now: the deck, the rule that holds, and the wishes that couldn't be kept."""

    deck: Deck
    rule: Rule[str] | None = None
    unkept: tuple[Unkept, ...] = ()


def programme(
    pool: Pool, settings: Settings, now: datetime, *, approved_only: bool = False
) -> Programme:
    """Give what plays at a time, as the settings want it.

    `approved_only` is what counts where the settings don't say.
    """
    unkept: list[Unkept] = []
    stories = in_order(pool.scenarios, settings.story_order)
    if settings.plays_approved_only(pin_set=approved_only):
        stories = _kept(stories, lambda s: s.id in pool.approved, Unkept.APPROVED, unkept)
    stories = _kept(stories, lambda s: s.id not in settings.stories_off, Unkept.OFF, unkept)
    rule = rule_now(settings.schedule, now)
    wanted = settings.story_deck if rule is None else rule.what
    if wanted:
        wish = Unkept.DECK if rule is None else Unkept.RULE
        stories = _kept(stories, lambda s: meets(s, wanted, pool), wish, unkept)
    if any(plain(deck).casefold() in _named(wanted) for deck in pool.decks):
        stories = dealt(stories, pool.shown)
    return Programme(Deck(stories), rule, tuple(unkept))


def in_order(scenarios: tuple[Scenario, ...], ids: tuple[str, ...]) -> tuple[Scenario, ...]:
    """Give stories with those that are named first, as they are named; the rest stays as it is."""
    places = {id_: place for place, id_ in enumerate(ids)}
    return tuple(sorted(scenarios, key=lambda s: places.get(s.id, len(places))))


def meets(story: Scenario, wanted: str, pool: Pool) -> bool:
    """Tell whether a story is one of those a rule names."""
    group = (pool.groups or {}).get(story.type, "")
    kinds = (story.kind.zh, story.kind.en)
    own = {
        plain(name).casefold()
        for name in (story.id, story.title, story.type, group, *story.audience, *kinds)
        if name
    }
    own |= {plain(deck).casefold() for deck, ids in pool.decks.items() if story.id in ids}
    named = _named(wanted)
    return not named.isdisjoint(own) or not named.isdisjoint(EVERY)


def _named(wanted: str) -> set[str]:
    """Give all that a rule may name: the whole of it too, as a title may have blanks and commas."""
    whole = plain(wanted).casefold()
    parts = whole.replace("、", ",").split(",")
    return {name.strip() for part in (whole, *parts) for name in (part, *part.split())}


def _kept(
    stories: tuple[Scenario, ...],
    wanted: Callable[[Scenario], bool],
    wish: Unkept,
    unkept: list[Unkept],
) -> tuple[Scenario, ...]:
    """Give the stories that are wanted; all of them where there would be none, and note the wish."""
    found = tuple(story for story in stories if wanted(story))
    if stories and not found:
        unkept.append(wish)
    return found or stories
