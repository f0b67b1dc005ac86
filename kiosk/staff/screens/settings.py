"""设置: every setting in its group, with its value and its one sentence; a press opens what chooses it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, key_of, keys_of
from kiosk.settings import Settings, as_written
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.setting_editors import editor
from kiosk.staff.screens.settings_page import SettingsPage, sentences, shown_value
from kiosk.staff.screens.subpage import AskPage, asked_to_restart
from kiosk.staff.task import Tell
from kiosk.values import dataclass

GROUPS: Mapping[str, tuple[str, ...]] = {
    "site": (
        "site_name",
        "site_logo",
        "machine_name",
        "station_name",
        "station_phone",
        "police_number",
    ),
    "stories": ("approved_only", "story_deck", "schedule", "story_order", "stories_off"),
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
    "code": (
        "qr_confirmed",
        "qr_picture",
        "qr_payload",
        "qr_hosts",
        "interface_approved",
        "signature_required",
        "signature_keys",
    ),
    "voice": ("recordings", "voice_engine", "voice_model", "voice_command"),
}
"""The settings in groups, in the order in which they are shown; a test finds one that is in none."""

AT_RESTART = frozenset(["voice_engine", "voice_model", "voice_command"])
"""Settings that count from the next start on: the speaking process is begun once."""


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
        groups = tuple(map(self._row, GROUPS))
        if not wrong:
            return groups
        told = Row(
            self.text("settings.wrong"),
            Light.NOTE,
            self.text("settings.wrong_state", count=len(wrong)),
            self.text("settings.wrong_note"),
            then=lambda _: WrongScreen(self.kit, self.session, desk=self.desk, opener=self),
            name="wrong",
        )
        return told, *groups

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
        label = self.text("settings.restore")
        return (Action("restore", label, self.restoring),)

    def restoring(self, now: float) -> RestoreScreen:  # noqa: ARG002
        """Show what would be otherwise."""
        return RestoreScreen(self.kit, self.session, desk=self.desk, opener=self)


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
        return super().identity, self.group

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each setting."""
        return tuple(self._row(key_of(Settings, name)) for name in GROUPS[self.group])

    def _row(self, key: Key) -> Row:
        usual = getattr(self.own, key.name) == key.default
        later = self.text("settings.at_restart") if key.name in AT_RESTART else ""
        return Row(
            key.zh,
            note=self.text("settings.usual") if usual else "",
            value=self._holds(key),
            detail=(f"{self.about(key)}{later}",),
            then=lambda now: editor(self, key, now),
            name=key.name,
        )

    def _holds(self, key: Key) -> str:
        """Give what holds: of what isn't set and depends on the PIN, what comes of it."""
        if key.name == "approved_only" and self.own.approved_only is None:
            locked = self.desk.playing.approved_only
            return as_written(self.own.plays_approved_only(pin_set=locked))
        return shown_value(key, self.own, self.desk.data)

    @property
    def actions(self) -> Sequence[Action]:
        """Restart, where something here counts from the next start on."""
        if not AT_RESTART & set(GROUPS[self.group]):
            return ()
        return (Action("restart", self.text("settings.restart"), self.restarting),)

    def restarting(self, now: float) -> AskPage:  # noqa: ARG002
        """Ask whether to restart."""
        return asked_to_restart(self)


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
        return tuple(map(self._row, self.desk.settings.problems))

    def _row(self, problem: Problem) -> Row:
        place = self.text("settings.file")
        if problem.line:
            place = self.text("settings.place", line=problem.line, column=problem.column)
        source = problem.source.strip()
        detail = (sentences((problem,)), *((source,) if source else ()))
        return Row(place, Light.NOTE, problem.severity.zh, detail=detail)


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
        found = tuple(
            Row(key.zh, value=self._change(key, kept))
            for key in keys_of(Settings)
            if getattr(self.own, key.name) != getattr(kept, key.name)
        )
        return found or (Row(self.text("settings.same")),)

    def _change(self, key: Key, kept: Settings) -> str:
        data = self.desk.data
        now, then = shown_value(key, self.own, data), shown_value(key, kept, data)
        return self.text("settings.becomes", now=now, then=then)

    @property
    def actions(self) -> Sequence[Action]:
        """Bring them back."""
        yes = self.does(self._restored, self.then(self.opener))
        return (Action("yes", self.text("settings.restore_yes"), yes, main=True),)

    def _restored(self, _tell: Tell) -> tuple[Problem, ...]:
        return self.desk.playing.set_settings(self.desk.settings.restore())
