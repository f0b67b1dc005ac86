"""What all pages share that change settings: a change is saved off the frame, and counts from the next 待机 on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, WrongValueError
from kiosk.settings import (
    NONE,
    Measure,
    Settings,
    SettingSort,
    as_percent,
    as_written,
    sort_of,
)
from kiosk.settings_file import problem_of, value_of
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.subpage import SubPage
from kiosk.ui.screen import Screen, Then
from kiosk.values import dataclass

SAID_OTHERWISE = frozenset(
    [
        "approved_only",
        "schedule",
        "story_order",
        "stories_off",
        "volume_schedule",
        "diagonal_inches",
        "qr_confirmed",
        "qr_hosts",
        "interface_approved",
        "signature_keys",
        "recordings",
        "voice_engine",
        "voice_command",
    ]
)
"""Settings whose sentence tells how they stand in the file: on the screen they have another one."""

LONGEST_VALUE = 40
"""Characters of a value in a list."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SettingsPage(SubPage):
    """A page that changes settings."""

    @property
    def own(self) -> Settings:
        """Give the settings as they are now."""
        return self.desk.settings.now

    def saving(self, changes: Mapping[str, str | None], after: StaffScreen | None = None) -> Then:
        """Give what a press brings that changes settings; then comes `after`, else this page, as things are."""
        return self.does(lambda _: self._saved(changes), self.then(after))

    def saved(self, changes: Mapping[str, str | None], after: StaffScreen) -> Screen:
        """Give this page while it saves what has been chosen just now."""
        return self.saving(changes, after)(0.0)

    def about(self, key: Key) -> str:
        """Give the one sentence about a setting, as it is said on the screen and not of a file."""
        if key.name in SAID_OTHERWISE:
            return self.text(f"about.{key.name}")
        named = sort_of(key) in {SettingSort.FLAG, SettingSort.CHOICE}
        return f"{key.doc.partition('：')[0] if named else key.doc}。"

    def usual(self, key: Key, after: StaffScreen | None = None) -> Action:
        """Give the button that brings a setting's default back."""
        default = shown_value(key, with_default(self.own, key), self.desk.data)
        label = self.text("settings.back_to_usual", value=default)
        return Action("usual", label, self.saving({key.name: None}, after))

    def then(self, after: StaffScreen | None) -> Callable[[tuple[Problem, ...], float], Screen]:
        """Give what comes once it is saved: a page that tells what the settings ask for and can't have."""

        def then(told: tuple[Problem, ...], _now: float) -> Screen:
            return replace(after or self, doing=None, notice=sentences(told))

        return then

    def _saved(self, changes: Mapping[str, str | None]) -> tuple[Problem, ...]:
        return self.desk.playing.set_settings(self.desk.settings.change(changes))


@dataclass(frozen=True, eq=False, kw_only=True)
class OneSettingPage(SettingsPage):
    """A page about one setting."""

    key: Key

    @property
    def title(self) -> str:
        """Give the setting's name."""
        return self.key.zh

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.key.name


def once_read(page: type[SettingsPage]) -> Callable[[StaffScreen, float], Screen]:
    """Give what opens a page from the menu, once the settings are read."""

    def opened(menu: StaffScreen, now: float) -> Screen:
        def then(_read: object, _now: float) -> Screen:
            opener = replace(menu, doing=None)
            return page(menu.kit, menu.session, desk=menu.desk, opener=opener)

        return menu.does(lambda _: menu.desk.settings.read(), then)(now)

    return opened


def sentences(problems: Sequence[Problem]) -> str:
    """Give what is wrong, and what to do, of each problem."""
    return "\n".join(f"{one.message}。{one.advice}。" for one in problems)


def what_is_wrong(key: Key, text: str) -> str:
    """Give the sentences about a text that is no value of a setting; empty where it is one."""
    try:
        value_of(key, text)
    except WrongValueError as wrong:
        return sentences((problem_of(wrong, text),))
    return ""


def with_default(settings: Settings, key: Key) -> Settings:
    """Give settings with one of them at its default."""
    usual: dict[str, Any] = {key.name: key.default}
    return replace(settings, **usual)


def shown_value(key: Key, settings: Settings, data: Path) -> str:
    """Give the value of a setting as a list shows it."""
    value = getattr(settings, key.name)
    if value is None or value in ("", ()):
        return NONE
    if sort_of(key) is SettingSort.SHARE:
        return as_percent(value)
    if isinstance(key.shape.parse, Measure):
        return f"{value:g} {key.shape.parse.unit}"
    if isinstance(value, Path) and value.is_relative_to(data):
        value = value.relative_to(data)
    text = as_written(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
