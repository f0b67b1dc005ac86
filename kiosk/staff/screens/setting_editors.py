"""What chooses the value of a setting: rows to choose from, a pad for numbers and hours, keys for a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kiosk.app_link import fingerprint
from kiosk.scenario.schema import Key
from kiosk.settings import (
    MACHINE_NAME_BUDGET,
    SITE_NAME_BUDGET,
    STATION_NAME_BUDGET,
    Measure,
    SettingSort,
    as_written,
    sort_of,
)
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.programme import DecksScreen, ProgrammeScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.setting_files import files_looked_for
from kiosk.staff.screens.setting_pads import HoursPad, NumberPad, PhonePad
from kiosk.staff.screens.setting_rules import RulesScreen
from kiosk.staff.screens.settings_page import OneSettingPage, SettingsPage, what_is_wrong
from kiosk.staff.screens.text_entry import Mode, TextEntryScreen
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

LONGEST_TEXT = 200
"""Characters of a text without a limit of its own."""
LONGEST = {
    "site_name": SITE_NAME_BUDGET,
    "machine_name": MACHINE_NAME_BUDGET,
    "station_name": STATION_NAME_BUDGET,
}
LATIN = frozenset(
    ["language", "qr_payload", "qr_hosts", "interface_approved", "signature_keys", "voice_command"]
)
"""Texts that are written in letters."""


def editor(group: SettingsPage, key: Key, now: float) -> Screen:
    """Give the page that chooses a setting, opened from its group."""
    return _EDITORS[sort_of(key)](group, key, now)


def _choice(group: SettingsPage, key: Key, _now: float) -> Screen:
    return ChoiceScreen(group.kit, group.session, desk=group.desk, opener=group, key=key)


def _number(group: SettingsPage, key: Key, _now: float) -> Screen:
    measure = key.shape.parse
    if isinstance(measure, Measure):
        digits = len(f"{measure.most:g}")
        return NumberPad(**_asked(group, key), unit=measure.unit, digits=digits)
    return NumberPad(**_asked(group, key), unit="%")


def _hours(group: SettingsPage, key: Key, _now: float) -> Screen:
    asked, all_day = _asked(group, key), group.text("settings.all_day")
    whole = Action("all-day", all_day, group.saving({key.name: "全天"}))
    return HoursPad(**{**asked, "more": (*asked["more"], whole)})


def _phone(group: SettingsPage, key: Key, _now: float) -> Screen:
    return PhonePad(**_asked(group, key))


def _stories(group: SettingsPage, _key: Key, _now: float) -> Screen:
    return ProgrammeScreen(group.kit, group.session, desk=group.desk, opener=group)


def _deck(group: SettingsPage, _key: Key, _now: float) -> Screen:
    return DecksScreen(group.kit, group.session, desk=group.desk, opener=group)


def _rules(group: SettingsPage, key: Key, _now: float) -> Screen:
    return RulesScreen(group.kit, group.session, desk=group.desk, opener=group, key=key)


def _text(group: SettingsPage, key: Key, _now: float) -> Screen:
    if getattr(group.own, key.name) == key.default:
        return text_entry(group, key)
    return TextScreen(group.kit, group.session, desk=group.desk, opener=group, key=key)


_EDITORS: dict[SettingSort, Callable[[SettingsPage, Key, float], Screen]] = {
    SettingSort.FLAG: _choice,
    SettingSort.CHOICE: _choice,
    SettingSort.CODE: _choice,
    SettingSort.MEASURE: _number,
    SettingSort.SHARE: _number,
    SettingSort.HOURS: _hours,
    SettingSort.PHONE: _phone,
    SettingSort.IDS: _stories,
    SettingSort.DECK: _deck,
    SettingSort.STORY_RULES: _rules,
    SettingSort.VOLUME_RULES: _rules,
    SettingSort.FILE: files_looked_for,
    SettingSort.FOLDER: files_looked_for,
    SettingSort.TEXT: _text,
}


def _asked(group: SettingsPage, key: Key) -> dict[str, Any]:
    """Give what a pad is made from that asks for a setting."""
    return {
        "kit": group.kit,
        "session": group.session,
        "desk": group.desk,
        "heading": key.zh,
        "asked": group.about(key),
        "opener": lambda _: replace(group),
        "done": lambda text, _: group.saved({key.name: text}, group),
        "wrong": partial(what_is_wrong, key),
        "more": (group.usual(key),),
    }


def text_entry(
    group: SettingsPage, key: Key, typed: str | None = None, notice: str = ""
) -> TextEntryScreen:
    """Give the page on which a text is typed; it begins with what is set."""
    if typed is None:
        value = getattr(group.own, key.name)
        typed = as_written(value) if value else ""

    def done(text: str, _now: float) -> Screen:
        wrong = what_is_wrong(key, text)
        if wrong:
            return text_entry(group, key, text, wrong)
        return group.saved({key.name: text}, group)

    return TextEntryScreen(
        group.kit,
        group.session,
        desk=group.desk,
        heading=key.zh,
        asked=group.about(key),
        most=LONGEST.get(key.name, LONGEST_TEXT),
        opener=lambda _: replace(group),
        done=done,
        typed=typed,
        notice=notice,
        mode=Mode.LATIN if key.name in LATIN else Mode.PINYIN,
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value a setting may have: what stands there, the text that is saved, and whether it is so now."""

    label: str
    text: str | None
    now: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class ChoiceScreen(OneSettingPage):
    """A setting with a few values, a row each."""

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each value, after what the setting is."""
        return (
            Row(self.text("settings.about"), detail=(self.about(self.key),)),
            *map(self._row, self._choices()),
        )

    def _choices(self) -> tuple[_Choice, ...]:
        now, default = getattr(self.own, self.key.name), self.key.default
        match sort_of(self.key):
            case SettingSort.CODE:
                return self._codes()
            case SettingSort.CHOICE:
                return tuple(_Choice(one.zh, one.zh, one is now) for one in type(default))
        pairs = (("settings.yes", True), ("settings.no", False))
        found = tuple(
            _Choice(self.text(word), as_written(value), now is value) for word, value in pairs
        )
        if default is not None:
            return found
        return (*found, _Choice(self.text("settings.by_pin"), None, now is None))

    def _codes(self) -> tuple[_Choice, ...]:
        """Give whether the code that is shown now was scanned and confirmed."""
        code = self.desk.playing.code
        if code is None:
            return ()
        mine = fingerprint(code.link.url)
        confirmed = self.own.qr_confirmed == mine
        yes = self.text("settings.code_yes", host=code.link.host, code=mine)
        return (
            _Choice(yes, mine, confirmed),
            _Choice(self.text("settings.code_no"), None, not confirmed),
        )

    def _row(self, choice: _Choice) -> Row:
        return Row(
            choice.label,
            Light.GOOD if choice.now else Light.NONE,
            self.text("settings.chosen") if choice.now else "",
            then=self.saving({self.key.name: choice.text}, self.opener),
            name=f"value-{choice.text or 'none'}",
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class TextScreen(OneSettingPage):
    """A text that is set: it is written anew, or its default comes back."""

    @property
    def rows(self) -> Sequence[Row]:
        """Give the text as it is, which can be pressed."""
        value = as_written(getattr(self.own, self.key.name))
        return (
            Row(
                self.text("settings.write"),
                detail=(self.about(self.key), value),
                then=lambda _: text_entry(self, self.key),
                name="write",
            ),
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Bring the default back."""
        return (self.usual(self.key, self.opener),)
