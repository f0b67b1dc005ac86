"""设置: every setting in its group, with its value and its one sentence; a press opens what chooses it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, key_of, keys_of
from kiosk.settings import (
    NONE,
    Measure,
    SettingSort,
    Settings,
    as_percent,
    as_written,
    sort_of,
)
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.subpage import SubPage
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen, Then

GROUPS: Mapping[str, tuple[str, ...]] = {
    "site": (
        "site_name",
        "site_logo",
        "machine_name",
        "station_name",
        "station_phone",
        "police_number",
    ),
    "stories": ("approved_only", "schedule", "story_order", "stories_off"),
    "sound": (
        "volume",
        "volume_schedule",
        "sound_volume",
        "open_hours",
        "invite_minutes",
        "attract_music",
    ),
    "screen": (
        "text_size",
        "diagonal_inches",
        "motion",
        "idle_seconds",
        "install_idle_seconds",
        "countdown_seconds",
        "language",
    ),
    "code": ("qr_confirmed", "qr_picture", "qr_payload", "qr_hosts", "interface_approved"),
    "voice": ("recordings", "voice_engine", "voice_model", "voice_command"),
}
"""The settings in groups, in the order in which they are shown; tests find one that is in none."""

AT_RESTART = frozenset(["voice_engine", "voice_model", "voice_command"])
"""Settings that count from the next start on: the speaking process is begun once."""

LONGEST_VALUE = 40
"""Characters of a value in a list."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SettingsPage(SubPage):
    """A page that changes settings: what it saves counts from the next 待机 on."""

    @property
    def own(self) -> Settings:
        """Give the settings as they are now."""
        return self.desk.settings.now

    def saving(self, changes: Mapping[str, str | None], after: Screen | None = None) -> Then:
        """Give what a press brings that changes settings; then comes `after`, else this page anew."""
        return self.does(lambda _: self._saved(changes), self._then(after))

    def saved_once(self, changes: Mapping[str, str | None], after: Screen) -> Screen:
        """Give this page while it changes settings, for a press that has chosen them just now."""
        return self.saving(changes, after)(0.0)

    def _saved(self, changes: Mapping[str, str | None]) -> tuple[Problem, ...]:
        return self.desk.playing.set_settings(self.desk.settings.change(changes))

    def _then(self, after: Screen | None) -> Any:  # noqa: ANN401 (as `does` takes it)
        def then(told: tuple[Problem, ...], _now: float) -> Screen:
            page = after or replace(self, doing=None)
            if told and isinstance(page, StaffScreen):
                return replace(page, doing=None, notice=sentences(told))
            return replace(page) if isinstance(page, StaffScreen) else page

        return then


def sentences(problems: Sequence[Problem]) -> str:
    """Give what is wrong, and what to do, of each problem."""
    return "\n".join(f"{one.message}。{one.advice}。" for one in problems)


def shown_value(key: Key, settings: Settings, data: Path) -> str:
    """Give the value of a setting as a list shows it."""
    value = getattr(settings, key.name)
    sort = sort_of(key)
    if value is None or value in ("", ()):
        return NONE
    if sort is SettingSort.SHARE:
        return as_percent(value)
    if isinstance(key.shape.parse, Measure):
        return f"{value:g} {key.shape.parse.unit}"
    if isinstance(value, Path) and value.is_relative_to(data):
        value = value.relative_to(data)
    text = as_written(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


@dataclass(frozen=True, eq=False, kw_only=True)
class SettingsScreen(SettingsPage):
    """The groups of settings, what is wrong in the file, and the way back to the settings before."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("settings.title")

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each group, after what is wrong in the file."""
        wrong = self.desk.settings.problems
        told = (
            Row(
                self.text("settings.wrong"),
                Light.NOTE,
                self.text("settings.wrong_state", count=len(wrong)),
                detail=(self.text("settings.wrong_note"),),
                then=lambda _: WrongScreen(
                    self.kit, self.session, desk=self.desk, opener=self
                ),
                name="wrong",
            ),
        )
        return (*(told if wrong else ()), *map(self._row, GROUPS))

    def _row(self, group: str) -> Row:
        names = "、".join(key_of(Settings, name).zh for name in GROUPS[group])
        return Row(
            self.text(f"settings.{group}"),
            note=names,
            then=lambda _: GroupScreen(
                self.kit, self.session, desk=self.desk, opener=self, group=group
            ),
            name=group,
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Go back to the settings before, where there are any."""
        if self.desk.settings.kept is None:
            return ()
        return (
            Action(
                "restore",
                self.text("settings.restore"),
                lambda _: RestoreScreen(self.kit, self.session, desk=self.desk, opener=self),
            ),
        )


def open_settings(menu: StaffScreen, now: float) -> Screen:
    """Give the page, opened from the menu, once the file is read."""

    def then(_read: object, _now: float) -> Screen:
        return SettingsScreen(menu.kit, menu.session, desk=menu.desk, opener=replace(menu, doing=None))

    return menu.does(lambda _: menu.desk.settings.read(), then)(now)


@dataclass(frozen=True, eq=False, kw_only=True)
class GroupScreen(SettingsPage):
    """The settings of a group."""

    group: str

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text(f"settings.{self.group}")

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return "staff", type(self).__name__, self.group, self.page, self.doing is not None

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each setting."""
        return tuple(self._row(key_of(Settings, name)) for name in GROUPS[self.group])

    def _row(self, key: Key) -> Row:
        from kiosk.staff.screens.setting_editors import editor  # noqa: PLC0415 (it makes pages of this one)

        usual = getattr(self.own, key.name) == key.default
        later = self.text("settings.at_restart") if key.name in AT_RESTART else ""
        return Row(
            key.zh,
            note=self.text("settings.usual") if usual else "",
            value=shown_value(key, self.own, self.desk.data),
            detail=(f"{key.doc}。{later}",),
            then=lambda _: editor(self, key),
            name=key.name,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class WrongScreen(SettingsPage):
    """What is wrong in the settings file: none of it stops the kiosk."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("settings.wrong")

    @property
    def rows(self) -> Sequence[Row]:
        """Give each problem with its line."""
        return tuple(
            Row(
                self.text("settings.place", line=one.line) if one.line else self.text("settings.file"),
                Light.NOTE,
                one.severity.zh,
                detail=(f"{one.message}。{one.advice}。", *((one.source.strip(),) if one.source.strip() else ())),
            )
            for one in self.desk.settings.problems
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class RestoreScreen(SettingsPage):
    """What the settings before the last change were otherwise, and the button that brings them back."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("settings.restore")

    @property
    def rows(self) -> Sequence[Row]:
        """Give the settings that would be others."""
        kept = self.desk.settings.kept or self.own
        return tuple(
            Row(
                key.zh,
                value=self.text(
                    "settings.becomes",
                    now=shown_value(key, self.own, self.desk.data),
                    then=shown_value(key, kept, self.desk.data),
                ),
            )
            for key in keys_of(Settings)
            if getattr(self.own, key.name) != getattr(kept, key.name)
        ) or (Row(self.text("settings.same")),)

    @property
    def actions(self) -> Sequence[Action]:
        """Bring them back."""
        return (
            Action(
                "yes",
                self.text("settings.restore_yes"),
                self.does(self._restored, self._then(self.opener)),
                main=True,
            ),
        )

    def _restored(self, _tell: Tell) -> tuple[Problem, ...]:
        return self.desk.playing.set_settings(self.desk.settings.restore())


def all_fields() -> frozenset[str]:
    """Give the names of all settings."""
    return frozenset(one.name for one in fields(Settings)) - {"places"}
