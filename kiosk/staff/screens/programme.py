"""今天播放: every story, whether it plays now and why not, in which order; off and on, and to the front."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

from kiosk.scenario.model import Scenario
from kiosk.scenario.schema import key_of
from kiosk.settings import Settings
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.setting_rules import RulesScreen
from kiosk.staff.screens.settings_page import SettingsPage
from kiosk.timetable import plain
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from kiosk.visit.programme import Pool, Programme, Unkept, in_order

APART = "、"
"""Stands between ids of stories in the settings."""


@dataclass(frozen=True, eq=False, kw_only=True)
class StoriesPage(SettingsPage):
    """A page about the stories there are; what plays is asked for once, and not for each of them."""

    @cached_property
    def pool(self) -> Pool:
        """Give the stories there are, playing or not."""
        return self.desk.playing.pool

    @cached_property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the stories there are, in the order staff gave them."""
        there = {story.id for story in self.pool.scenarios}
        others = tuple(story for story in self.pool.left_out if story.id not in there)
        return in_order((*self.pool.scenarios, *others), self.own.story_order)

    @cached_property
    def programme(self) -> Programme:
        """Give what plays now."""
        return self.desk.playing.look_at(self.own)

    def state(self, story: Scenario) -> tuple[Light, str]:
        """Give whether a story plays now, and why not."""
        if story.id in self._playing:
            if story.id not in self.pool.approved:
                return Light.NOTE, self.text("programme.unapproved")
            return Light.GOOD, self.text("programme.plays")
        if story.id in self.own.stories_off:
            return Light.NONE, self.text("programme.off")
        kept_back = story.id not in self.pool.approved or story in self.pool.left_out
        if self._only_approved and kept_back:
            return Light.NOTE, self.text("programme.kept_back")
        return Light.NONE, self.text("programme.later")

    @cached_property
    def _playing(self) -> frozenset[str]:
        return frozenset(story.id for story in self.programme.deck.scenarios)

    @cached_property
    def _only_approved(self) -> bool:
        return self.own.plays_approved_only(pin_set=self.desk.playing.approved_only)

    def known(self, story: Scenario) -> str:
        """Give what staff may know of a story: scam or genuine, and how long it is."""
        minutes = self.kit.minutes.get(story.id)
        long = self.text("programme.minutes", minutes=minutes) if minutes else ""
        return "　".join(filter(None, (story.kind.zh, long)))


@dataclass(frozen=True, eq=False, kw_only=True)
class ProgrammeScreen(StoriesPage):
    """Every story, after the plan that holds now."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("menu.programme")

    @property
    def note(self) -> str:
        """Give how many play now."""
        playing = len(self.programme.deck.scenarios)
        return self.text("programme.count", playing=playing, count=len(self.stories))

    @property
    def rows(self) -> Sequence[Row]:
        """Give the plan, the 专场 that is chosen, then each story."""
        return (self._plan(), self._deck(), *map(self._row, self.stories))

    def _unkept(self, *wishes: Unkept) -> tuple[str, ...]:
        """Give the sentences about wishes that couldn't be kept."""
        return tuple(self.text(f"programme.unkept_{one.value}") for one in wishes)

    def _deck(self) -> Row:
        told = self._unkept(*(one for one in self.programme.unkept if one is Unkept.DECK))
        return Row(
            self.text("programme.deck"),
            Light.NOTE if told else Light.NONE,
            self.text("programme.unkept") if told else "",
            value=self.own.story_deck or self.text("programme.no_deck"),
            detail=told,
            then=self.choosing_deck,
            name="deck",
        )

    def _plan(self) -> Row:
        found = self.programme
        told = self._unkept(*(one for one in found.unkept if one is not Unkept.DECK))
        none = self.text("programme.by_deck" if self.own.story_deck else "programme.no_plan")
        return Row(
            self.text("programme.plan"),
            Light.NOTE if told else Light.NONE,
            self.text("programme.unkept") if told else "",
            value=str(found.rule) if found.rule else none,
            detail=told,
            then=self.planning,
            name="plan",
        )

    def _row(self, story: Scenario) -> Row:
        light, state = self.state(story)
        return Row(
            story.title,
            light,
            state,
            value=self.known(story),
            then=lambda _: self.story(story.id),
            name=f"story-{story.id}",
        )

    def planning(self, now: float) -> Screen:  # noqa: ARG002
        """Open the rules by day and hour."""
        key = key_of(Settings, "schedule")
        return RulesScreen(self.kit, self.session, desk=self.desk, opener=self, key=key)

    def choosing_deck(self, now: float) -> Screen:  # noqa: ARG002
        """Open the 专场 there are."""
        return DecksScreen(self.kit, self.session, desk=self.desk, opener=self)

    def story(self, story: str) -> StoryScreen:
        """Open a story."""
        return StoryScreen(self.kit, self.session, desk=self.desk, opener=self, story=story)


@dataclass(frozen=True, eq=False, kw_only=True)
class DecksScreen(StoriesPage):
    """The 专场 there are; the one that is chosen plays where no rule says otherwise."""

    @property
    def title(self) -> str:
        """Give what is chosen."""
        return self.text("programme.deck")

    @property
    def note(self) -> str:
        """Give in which order its stories come."""
        return self.text("programme.deck_note")

    @property
    def rows(self) -> Sequence[Row]:
        """Give all stories as staff ordered them, then each 专场 with how many of its stories are there."""
        none = self._choice("", self.text("programme.no_deck"), "", len(self.pool.scenarios))
        known = {one.name: one.explain for one in self.kit.catalogue.decks}
        there = {story.id for story in self.pool.scenarios}
        decks = (
            self._choice(name, name, known.get(name, ""), len(there.intersection(ids)), number)
            for number, (name, ids) in enumerate(self.pool.decks.items(), start=1)
        )
        return (none, *decks)

    def _choice(self, deck: str, label: str, note: str, count: int, number: int = 0) -> Row:
        chosen = plain(self.own.story_deck) == plain(deck)
        return Row(
            label,
            Light.GOOD if chosen else Light.NONE,
            self.text("settings.chosen") if chosen else "",
            note,
            value=self.text("settings.stories_count", count=count),
            then=self.saving({"story_deck": deck or None}, self.opener) if count else None,
            name=f"deck-{number}",
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class StoryScreen(StoriesPage):
    """A story: it is turned off or on, and put before or behind others."""

    story: str
    """Its id."""

    @property
    def title(self) -> str:
        """Give its title."""
        return next((s.title for s in self.stories if s.id == self.story), self.story)

    @property
    def note(self) -> str:
        """Give its place."""
        ids = [story.id for story in self.stories]
        place = ids.index(self.story) + 1 if self.story in ids else 0
        return self.text("programme.place", place=place, count=len(ids))

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.story

    @property
    def rows(self) -> Sequence[Row]:
        """Give how it stands, and what can be done with it."""
        found = next((s for s in self.stories if s.id == self.story), None)
        if found is None:
            return ()
        light, state = self.state(found)
        return (
            Row(self.known(found), light, state, found.type, value=found.id),
            self._switch(),
            *self._moves([story.id for story in self.stories]),
        )

    def _switch(self) -> Row:
        off = self.own.stories_off
        if self.story in off:
            left = [one for one in off if one != self.story]
            change = {"stories_off": APART.join(left) or None}
            return Row(self.text("programme.turn_on"), then=self.saving(change), name="on")
        change = {"stories_off": APART.join((*off, self.story))}
        return Row(
            self.text("programme.turn_off"),
            note=self.text("programme.turn_off_note"),
            then=self.saving(change),
            name="off",
        )

    def _moves(self, ids: list[str]) -> Sequence[Row]:
        at, last = ids.index(self.story), len(ids) - 1
        rest = ids[:at] + ids[at + 1 :]
        goals = {"first": 0, "before": at - 1, "behind": at + 1, "last": last}
        possible = {
            name: goal
            for name, goal in goals.items()
            if 0 <= goal <= last and goal != at and (name != "last" or at < last)
        }
        return tuple(
            Row(
                self.text(f"programme.{name}"),
                then=self.saving(
                    {"story_order": APART.join((*rest[:goal], self.story, *rest[goal:]))}
                ),
                name=name,
            )
            for name, goal in possible.items()
        )
