"""Settings changed from the screen: one file, written whole or not at all, the one before it kept.

    SettingsStore(data).change({"volume": "70%", "site_logo": None})

After a change the file says what it said before in all other settings, whatever was in it: the new bytes are
read before they are written. A file in which nothing can be changed is kept aside, and a new one begun.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.os_errors import reason_of
from kiosk.outputs import free_name_aside, not_written
from kiosk.packs import settings_text
from kiosk.packs.settings_text import UnchangeableError, UnwritableError
from kiosk.paths import RefusedError, settings_file
from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import WrongValueError, key_of
from kiosk.settings import Settings
from kiosk.settings_file import SIZE_LIMIT, found_file, load, problem_of, read_settings, value_of
from kiosk.storage import LARGEST_NOTE, read_beginning, read_file, write_whole

log = logging.getLogger(__name__)

LAST = ".last"
"""What the file before stands under, behind the settings file's name."""
_SWAPPED = ".swap"

_lock = threading.Lock()
"""One change at a time: each is made in what the one before it wrote."""


class SettingRefusedError(RefusedError):
    """A text that is no value of its setting; the message says what is wrong and what to write."""


class SettingsStore:
    """The settings file of a data directory, as staff's pages change it."""

    def __init__(self, data: Path) -> None:
        """Take the data directory; nothing is read yet."""
        self._path = settings_file(data)
        self.now = Settings()
        """The settings as they were read or changed last."""
        self.problems: tuple[Problem, ...] = ()
        """What was wrong in the file then."""
        self.kept: Settings | None = None
        """The settings before the last change; None where nothing was changed yet."""

    @property
    def last(self) -> Path:
        """Where the settings before the last change are kept."""
        return self._path.with_name(self._path.name + LAST)

    def read(self) -> Settings:
        """Give the settings as the file has them now."""
        self.now, self.problems = load(self._path)
        self.kept = self._before()
        return self.now

    def _before(self) -> Settings | None:
        try:
            data = read_file(self.last, LARGEST_NOTE)
        except OSError:
            return None
        return read_settings(data[:SIZE_LIMIT], str(self.last))[0]

    def change(self, changes: Mapping[str, str | None]) -> Settings:
        """Change some settings by their fields' names, and give all of them as they are now.

        A text is one as it would stand in the file; None takes the setting's line away, so that its default
        counts. RefusedError says in Chinese why a text is no value, or why the file can't be written.
        """
        wanted = {name: self._value(name, text) for name, text in changes.items()}
        with _lock:
            path = self._writable()
            found = self._bytes()
            old = settings_text.fresh({}) if found is None else found
            new, anew = self._changed(old, changes, wanted)
            if new != found:
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    self._keep(old, anew=anew)
                    write_whole(path, new, durable=True)
                except OSError as error:
                    raise RefusedError(not_written(path, error)) from error
            return self.read()

    def restore(self) -> Settings:
        """Give the settings before the last change back; those of now become the ones before."""
        with _lock:
            path = self._writable()
            old = self._bytes()
            try:
                data = read_file(self.last, LARGEST_NOTE)
            except FileNotFoundError:
                raise RefusedError("还没有在屏幕上改过设置，没有可以恢复的。") from None
            except OSError as error:
                raise RefusedError(
                    f"{self.last} 读不出来（{reason_of(error)}），没有恢复。"
                ) from error
            swapped = self._path.with_name(self._path.name + _SWAPPED)
            try:
                write_whole(swapped, old or settings_text.fresh({}), durable=True)
                write_whole(path, data, durable=True)
                swapped.replace(self.last)
            except OSError as error:
                raise RefusedError(not_written(path, error)) from error
            finally:
                with suppress(OSError):
                    swapped.unlink(missing_ok=True)
            return self.read()

    def _value(self, name: str, text: str | None) -> Any:  # noqa: ANN401 - of any setting's type
        key = key_of(Settings, name)
        if text is None:
            return key.default
        if not text.strip():
            raise SettingRefusedError(f"{key.zh}：没有写内容，没有改。")
        try:
            return value_of(key, text)
        except WrongValueError as wrong:
            problem = problem_of(wrong, text)
            message = f"{key.zh}：{problem.message}。{problem.advice}。"
            raise SettingRefusedError(message) from wrong

    def _writable(self) -> Path:
        """Give the file that is written, behind a link; RefusedError where none can be."""
        path = self._path
        try:
            path = path.resolve()
            facts = path.stat()
        except FileNotFoundError:
            return path
        except (OSError, RuntimeError) as error:
            why = reason_of(error) if isinstance(error, OSError) else "快捷方式绕成了圈"
            raise RefusedError(f"{path} 打不开（{why}），设置没有改。") from error
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError(f"{path} 不是文件，设置没有改。请把它移走或者改名，再改设置。")
        if not facts.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise RefusedError(
                f"{path} 是只读的，设置没有改。要在屏幕上改，请先去掉这个文件的“只读”。"
            )
        return path

    def _bytes(self) -> bytes | None:
        """Give what is in the file the settings are read from; None where there is none.

        Of one that is too large there is one byte too many, which is as unreadable.
        """
        found = found_file(self._path)
        try:
            return read_beginning(found, SIZE_LIMIT + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RefusedError(f"{found} 读不出来（{reason_of(error)}），设置没有改。") from error

    def _changed(
        self, old: bytes, changes: Mapping[str, str | None], wanted: Mapping[str, Any]
    ) -> tuple[bytes, bool]:
        """Give the new bytes, in which all other settings are as they were; True where begun anew."""
        large = len(old) > SIZE_LIMIT
        expected = replace(Settings() if large else self._meant(old), **wanted)
        makers: list[Callable[[], bytes]] = [
            lambda: settings_text.fresh({**settings_text.texts(old), **changes})
        ]
        if large:
            makers = [lambda: settings_text.fresh(changes)]
        else:
            makers.insert(0, lambda: settings_text.changed(old, changes))
        for make in makers:
            try:
                new = make()
            except UnchangeableError:
                continue
            except UnwritableError as error:
                raise RefusedError(f"{error}：这样的内容写不进设置文件，设置没有改。") from error
            if len(new) <= SIZE_LIMIT and self._meant(new) == expected:
                return new, make is makers[-1]
        raise RefusedError(f"{self._path} 里只改这一项改不成，设置没有改。请检查这个文件。")

    def _meant(self, data: bytes) -> Settings:
        return read_settings(data, str(self._path))[0]

    def _keep(self, old: bytes, *, anew: bool) -> None:
        """Keep the file before: as the last one, or aside where it says nothing that can be read on."""
        if not anew:
            write_whole(self.last, old, durable=True)
            return
        if os.path.lexists(self._path):
            log.warning("%s 没有办法接着改，另外留了一份，重新开始写", self._path)
            copy = free_name_aside(self._path)
            if len(old) > SIZE_LIMIT:
                self._path.replace(copy)  # it set nothing, so that nothing is unset
            else:
                write_whole(copy, old, durable=True)
