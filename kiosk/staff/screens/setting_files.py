"""A picture or a folder chosen on the screen: from the data directory, or a picture from a stick."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kiosk.os_errors import reason_of
from kiosk.outputs import not_written
from kiosk.packs.live_sets import DROP_FOLDER, SETS
from kiosk.packs.sticks import sticks_here
from kiosk.paths import RefusedError
from kiosk.scenario.schema import Key
from kiosk.settings import SettingSort, sort_of
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.settings_page import OneSettingPage, SettingsPage
from kiosk.staff.task import Task
from kiosk.storage import read_beginning, write_whole
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

Came = TypeVar("Came")
PICTURES = (".png", ".jpg", ".jpeg")
LARGEST = 20 * 1024 * 1024
"""Bytes of a picture that is copied from a stick."""
MOST_SHOWN = 60
"""Files in the list: whoever has more puts the right one alone on a stick."""
MOST_LOOKED_AT = 2_000
"""Entries looked at in a place."""
PATIENCE = 20.0
"""Seconds a stick may take: one that hangs must not hold up a page for ever."""
OWN_FOLDER = "图片"
"""Where a picture from a stick is copied to, in the data directory."""
KEPT = frozenset(["cache", SETS])
"""Folders of the data directory in which the program keeps what it makes."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder that may be chosen, and the place it lies at: empty for the data directory."""

    path: Path
    place: str = ""


def pictures_in(folder: Path, place: str, depth: int = 1) -> Iterator[Found]:
    """Give the pictures in a folder and, so deep, in those within it; what can't be read holds none."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(
                (e for _, e in zip(range(MOST_LOOKED_AT), entries, strict=False)),
                key=lambda e: e.name,
            )
    except OSError:
        return
    for entry in listed:
        try:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir() and depth and entry.name not in KEPT:
                yield from pictures_in(Path(entry.path), place, depth - 1)
            elif entry.is_file() and entry.name.lower().endswith(PICTURES):
                yield Found(Path(entry.path), place)
        except OSError:
            continue


def folders_in(data: Path) -> Iterator[Found]:
    """Give the folders of the data directory that may hold recordings or a voice."""
    try:
        found = sorted(each for each in data.iterdir() if each.is_dir())
    except OSError:
        return
    yield from (
        Found(each)
        for each in found
        if each.name not in {*KEPT, OWN_FOLDER, DROP_FOLDER} and each.name[:1] != "."
    )


def files_looked_for(group: SettingsPage, key: Key, now: float) -> Screen:
    """Give the page to choose on, once the places are looked through."""

    def look() -> tuple[Found, ...]:
        if sort_of(key) is SettingSort.FOLDER:
            return tuple(folders_in(group.desk.data))[:MOST_SHOWN]
        places = [
            Found(group.desk.data),
            *(Found(stick.path, stick.name) for stick in sticks_here()),
        ]
        found = (one for place in places for one in pictures_in(place.path, place.place))
        return tuple(found)[:MOST_SHOWN]

    def then(found: tuple[Found, ...], _now: float) -> Screen:
        return FilesScreen(
            group.kit,
            group.session,
            desk=group.desk,
            opener=replace(group, doing=None),
            key=key,
            found=found,
        )

    return group.does(lambda _: in_time(look), then)(now)


def in_time(work: Callable[[], Came]) -> Came:
    """Give what comes of some work with a stick; RefusedError where the stick doesn't answer."""
    task = Task(lambda _: work())
    task.start()
    if not task.wait(PATIENCE):
        raise RefusedError("U 盘没有反应。请拔下来，重新插好，再试一次。")
    return task.result()


def brought(found: Found, data: Path) -> Path:
    """Give a picture's path in the data directory, after copying it there from a stick; RefusedError else."""
    if found.path.is_relative_to(data):
        return found.path.relative_to(data)
    try:
        content = read_beginning(found.path, LARGEST + 1)
    except OSError as error:
        raise RefusedError(
            f"{found.path.name} 读不出来（{reason_of(error)}）。请把 U 盘插好，再选一次。"
        ) from error
    if len(content) > LARGEST:
        raise RefusedError(
            f"{found.path.name} 太大，最大 {LARGEST // 1024 // 1024} MB。请换一张小一些的图片。"
        )
    goal = Path(OWN_FOLDER, found.path.name)
    try:
        (data / OWN_FOLDER).mkdir(parents=True, exist_ok=True)
        goal = _free(data, goal, content)
        write_whole(data / goal, content, durable=True)
    except OSError as error:
        raise RefusedError(not_written(data / goal, error)) from error
    return goal


def _free(data: Path, goal: Path, content: bytes) -> Path:
    """Give a name under which nothing else lies: another picture may be called the same."""
    names = (goal, *(goal.with_stem(f"{goal.stem}-{n}") for n in range(2, MOST_LOOKED_AT)))
    for name in names:
        there = data / name
        if not there.exists() or (
            there.is_file() and read_beginning(there, LARGEST + 1) == content
        ):
            return name
    return goal


@dataclass(frozen=True, eq=False, kw_only=True)
class FilesScreen(OneSettingPage):
    """The files or folders that may be chosen."""

    found: tuple[Found, ...] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each, after what is to be chosen."""
        folders = sort_of(self.key) is SettingSort.FOLDER
        where = "settings.folders_where" if folders else "settings.pictures_where"
        about = Row(
            self.text("settings.about"),
            detail=(self.about(self.key), self.text(where, data=self.desk.data)),
        )
        return (about, *map(self._row, self.found))

    def _row(self, found: Found) -> Row:
        now = found.path == getattr(self.own, self.key.name)
        return Row(
            found.path.name,
            Light.GOOD if now else Light.NONE,
            self.text("settings.chosen") if now else "",
            value=found.place,
            then=self.does(self._bringing(found), self.then(self.opener)),
            name=f"file-{self.found.index(found) + 1}",
        )

    def _bringing(self, found: Found) -> Callable[[object], object]:
        def bring(_tell: object) -> object:
            path = in_time(lambda: brought(found, self.desk.data))
            return self._saved({self.key.name: str(path)})

        return bring

    @property
    def actions(self) -> Sequence[Action]:
        """Look again, or do without one."""
        again = Action("again", self.text("settings.look_again"), self._again)
        if getattr(self.own, self.key.name) is None:
            return (again,)
        return again, self.usual(self.key, self.opener)

    def _again(self, now: float) -> Screen:
        opener = self.opener
        return files_looked_for(opener, self.key, now) if isinstance(opener, SettingsPage) else self
