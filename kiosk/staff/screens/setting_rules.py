"""Rules by day and hour: which stories play, or how loud it is; each made by choosing days, hours, and what then."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import cached_property, partial
from typing import Any

from kiosk.scenario.model import Kind
from kiosk.scenario.schema import WrongValueError
from kiosk.settings import SettingSort, as_written, sort_of
from kiosk.settings_file import value_of
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.setting_pads import DatesPad, HoursPad, NumberPad
from kiosk.staff.screens.settings_page import OneSettingPage, what_is_wrong
from kiosk.timetable import RULES_APART, When
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from kiosk.visit.programme import EVERY, meets

EVERY_DAY, WORKDAYS, WEEKEND = "每天", "周一至周五", "周末"
DAYS = tuple(f"周{day}" for day in "一二三四五六日")


@dataclass(frozen=True, eq=False, kw_only=True)
class RulePage(OneSettingPage):
    """A page about the rules of one setting."""

    @property
    def written(self) -> tuple[str, ...]:
        """Give the rules as they are written, in order."""
        return tuple(map(str, getattr(self.own, self.key.name)))

    def with_rules(self, rules: Sequence[str]) -> dict[str, str | None]:
        """Give the change that leaves these rules; what can't be had is refused once it is saved."""
        text = RULES_APART.join(rules)
        with suppress(WrongValueError):
            text = as_written(value_of(self.key, text)) if text else ""
        return {self.key.name: text or None}


@dataclass(frozen=True, eq=False, kw_only=True)
class RulesScreen(RulePage):
    """The rules in order; of several whose time it is the first counts."""

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each rule, after what rules are for."""
        about = Row(
            self.text("settings.about"),
            detail=(self.about(self.key), self.text("settings.rules_note")),
        )
        return (about, *(self._row(n, rule) for n, rule in enumerate(self.written)))

    def _row(self, number: int, rule: str) -> Row:
        return Row(
            rule,
            then=lambda _: RuleScreen(
                self.kit,
                self.session,
                desk=self.desk,
                opener=self,
                key=self.key,
                number=number,
            ),
            name=f"rule-{number + 1}",
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Make another rule."""
        return (Action("add", self.text("settings.rule_add"), self.adding, main=True),)

    def adding(self, now: float) -> DaysScreen:  # noqa: ARG002
        """Ask on which days a new rule holds."""
        return DaysScreen(self.kit, self.session, desk=self.desk, opener=self, key=self.key)


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleScreen(RulePage):
    """A rule: it can be put before others, or taken away."""

    number: int

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.number

    @property
    def rows(self) -> Sequence[Row]:
        """Give the rule, and what can be done with it."""
        rules = list(self.written)
        if self.number >= len(rules):
            return ()
        rest = rules[: self.number] + rules[self.number + 1 :]
        found = [Row(rules[self.number])]
        if self.number:
            first = self.with_rules([rules[self.number], *rest])
            found.append(
                Row(
                    self.text("settings.rule_first"),
                    note=self.text("settings.rule_first_note"),
                    then=self.saving(first, self.opener),
                    name="first",
                )
            )
        gone = self.with_rules(rest)
        found.append(
            Row(self.text("settings.rule_gone"), then=self.saving(gone, self.opener), name="gone")
        )
        return found


@dataclass(frozen=True, eq=False, kw_only=True)
class DaysScreen(RulePage):
    """On which days a new rule holds: on some that are usual, on chosen ones, or on dates."""

    chosen: frozenset[str] = field(default=frozenset())

    @property
    def title(self) -> str:
        """Give what is asked."""
        return self.text("settings.rule_days")

    @property
    def rows(self) -> Sequence[Row]:
        """Give usual days, dates, and each day of the week."""
        usual = tuple(
            Row(days, then=partial(self.hours, days), name=f"days-{n}")
            for n, days in enumerate((EVERY_DAY, WORKDAYS, WEEKEND))
        )
        dates = Row(
            self.text("settings.rule_dates"),
            note=self.text("settings.rule_dates_note"),
            then=self.dates,
            name="dates",
        )
        return (*usual, dates, *map(self._day, DAYS))

    def _day(self, day: str) -> Row:
        there = day in self.chosen
        return Row(
            day,
            Light.GOOD if there else Light.NONE,
            self.text("settings.chosen") if there else "",
            then=lambda _: replace(self, chosen=self.chosen ^ {day}, page=self.shown_page),
            name=f"day-{DAYS.index(day) + 1}",
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Go on with the days that are chosen, once there are some."""
        if not self.chosen:
            return ()
        days = "、".join(day for day in DAYS if day in self.chosen)
        return (Action("next", self.text("settings.next"), partial(self.hours, days), main=True),)

    def dates(self, now: float) -> DatesPad:  # noqa: ARG002
        """Ask from which day of the year to which it holds."""
        return DatesPad(
            **self._pad(self.text("settings.rule_dates"), self),
            done=self.hours,
            wrong=lambda text: what_is_wrong(self.key, f"{text} {self._any}"),
        )

    @property
    def _any(self) -> str:
        """Give what may hold, so that a time alone can be looked at."""
        return "50%" if sort_of(self.key) is SettingSort.VOLUME_RULES else EVERY[0]

    def _pad(self, asked: str, opener: Screen) -> dict[str, Any]:
        return {
            "kit": self.kit,
            "session": self.session,
            "desk": self.desk,
            "heading": asked,
            "asked": asked,
            "opener": lambda _: opener,
        }

    def hours(self, days: str, now: float) -> HoursPad:  # noqa: ARG002
        """Ask at which hours it holds."""

        def done(hours: str, _now: float) -> Screen:
            return self.what(f"{days} {hours}".strip())

        whole = self.text("settings.all_day")
        return HoursPad(
            **self._pad(self.text("settings.rule_hours"), self),
            done=done,
            wrong=lambda text: what_is_wrong(self.key, f"{text} {self._any}"),
            more=(Action("all-day", whole, partial(done, "")),),
        )

    def what(self, when: str) -> Screen:
        """Ask what holds then."""
        if sort_of(self.key) is SettingSort.STORY_RULES:
            return WhatScreen(
                self.kit, self.session, desk=self.desk, opener=self.opener, key=self.key, when=when
            )

        def done(share: str, _now: float) -> Screen:
            rules = [f"{when} {share}".strip(), *self.written]
            return self.saved(self.with_rules(rules), self.opener)

        return NumberPad(
            **self._pad(self.text("settings.rule_volume"), self),
            done=done,
            wrong=lambda text: what_is_wrong(self.key, text),
            unit="%",
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class WhatScreen(RulePage):
    """Which stories play at a time: by audience, kind and type, as many as are chosen."""

    when: str
    chosen: frozenset[str] = field(default=frozenset())

    @property
    def title(self) -> str:
        """Give what is asked."""
        return self.text("settings.rule_what")

    @property
    def note(self) -> str:
        """Give the time."""
        return self.when

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Give what stories can be named by: those there are, where a rule can say them."""
        pool = self.desk.playing.pool
        audiences = dict.fromkeys(one for story in pool.scenarios for one in story.audience)
        types = dict.fromkeys(story.type for story in pool.scenarios)
        groups = dict.fromkeys((pool.groups or {}).get(name, "") for name in types)
        kinds = (kind.zh for kind in Kind)
        found = dict.fromkeys((EVERY[0], *pool.decks, *audiences, *kinds, *types, *groups))
        return tuple(name for name in found if name and self._stands_for_itself(name))

    def _stands_for_itself(self, name: str) -> bool:
        """Tell whether a rule that says a name says nothing else: anybody may have named an audience 周末."""
        try:
            found = value_of(self.key, name)
        except WrongValueError:
            return False
        return [rule.when for rule in found] == [When()]

    @property
    def rows(self) -> Sequence[Row]:
        """Give each name, with how many stories it stands for."""
        return tuple(self._row(n, name) for n, name in enumerate(self.names, start=1))

    def _row(self, number: int, name: str) -> Row:
        there, pool = name in self.chosen, self.desk.playing.pool
        count = sum(meets(story, name, pool) for story in pool.scenarios)
        return Row(
            name,
            Light.GOOD if there else Light.NONE,
            self.text("settings.chosen") if there else "",
            value=self.text("settings.stories_count", count=count),
            then=lambda _: replace(self, chosen=self.chosen ^ {name}, page=self.shown_page),
            name=f"what-{number}",
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Save the rule before the others, once something is chosen."""
        if not self.chosen:
            return ()
        what = "、".join(name for name in self.names if name in self.chosen)
        rules = self.with_rules([f"{self.when} {what}".strip(), *self.written])
        done = self.saving(rules, self.opener)
        return (Action("done", self.text("settings.rule_done"), done, main=True),)
