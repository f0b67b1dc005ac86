"""Versions of the program side by side on a machine, the one that starts, and the one before it.

    PLACE/versions/NAME/    a whole program with its Python; INSTALLED in it once it is whole
    PLACE/current           the one that starts: a link, on Windows a file that holds its name
    PLACE/before            the one that started before

Settings, stories and records lie in the data directory, elsewhere, and are never touched.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

INSTALLED = "installed"
"""A file in a version's folder, written last: without it an interrupted installation is no version."""
CURRENT, BEFORE = "current", "before"


class NoVersionError(Exception):
    """There is no such whole version; the message says in Chinese what to do."""


class Versions:
    """The versions below one place; `links` tells whether the system lets an ordinary user link."""

    def __init__(self, place: Path, *, links: bool = os.name != "nt") -> None:
        self.place, self._links = place, links

    def folder(self, name: str) -> Path:
        """Give where a version lies, whether it is there or not."""
        return self.place / "versions" / name

    def whole(self) -> list[str]:
        """Give the names of all whole versions, sorted."""
        return sorted(path.parent.name for path in self.folder("").glob(f"*/{INSTALLED}"))

    @property
    def current(self) -> str:
        """The name of the version that starts; empty where there is none."""
        return self._pointed(CURRENT)

    @property
    def before(self) -> str:
        """The name of the version that started before; empty where there is none."""
        return self._pointed(BEFORE)

    def finish(self, name: str) -> None:
        """Say that a version's folder is whole, durably: its files reach the disk first."""
        if hasattr(os, "sync"):
            os.sync()
        (self.folder(name) / INSTALLED).write_text(name, encoding="utf-8")

    def switch(self, name: str) -> None:
        """Let a whole version be the one that starts, in one step; NoVersionError where it isn't whole."""
        if name not in self.whole():
            raise NoVersionError(f"没有装完整的版本 {name}。请用安装盘再装一次。")
        current = self.current
        if name == current:
            return
        if current:
            self._point(BEFORE, current)
        self._point(CURRENT, name)

    def back(self) -> str:
        """Go back to the version before, give its name; asked again it comes forward again."""
        if not self.before:
            raise NoVersionError("这台机器上只有一个版本，没有上一版可以退回。")
        self.switch(self.before)
        return self.current

    def tidy(self) -> list[str]:
        """Remove all but the current version and the one before, and give the names of those."""
        kept = {self.current, self.before}
        gone = [path for path in self.folder("").glob("*") if path.name not in kept]
        for path in gone:
            (path / INSTALLED).unlink(missing_ok=True)  # half removed, it is no version
            shutil.rmtree(path, ignore_errors=True)
        return sorted(path.name for path in gone)

    def _pointed(self, which: str) -> str:
        path = self.place / which
        try:
            name = path.readlink().name if self._links else path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return name if name in self.whole() else ""

    def _point(self, which: str, name: str) -> None:
        fresh = self.place / f".{which}"
        fresh.unlink(missing_ok=True)
        if self._links:
            fresh.symlink_to(Path("versions") / name)
        else:
            fresh.write_text(name, encoding="utf-8")
        fresh.replace(self.place / which)
