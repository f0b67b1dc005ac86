"""The wheels another machine needs, fetched by pip from a lock, each held to its hash."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from packaging.markers import Marker, default_environment

from kit.systems import System

_ENTRY = re.compile(r"^(?P<what>[\w.-]+==[\w.!+]+)(?: ; (?P<marker>.*?))? \\\n", re.MULTILINE)


def fetch(lock: str, system: System, python: str, into: Path) -> None:
    """Put the wheels of a lock's text for that system and Python (`3.13.15`) into a folder.

    CalledProcessError where one isn't to be had, or isn't the one the lock names.
    """
    minor = python.rpartition(".")[0]
    with tempfile.NamedTemporaryFile("w", suffix=".lock", encoding="ascii") as wanted:
        wanted.write(chosen(lock, system, python))
        wanted.flush()
        platforms = [word for name in system.platforms for word in ("--platform", name)]
        only = ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
        what = ["--python-version", minor, "--implementation", "cp", *platforms]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input"]
        subprocess.run([*pip, *only, *what, "-d", into, "-r", wanted.name], check=True)


def chosen(lock: str, system: System, python: str) -> str:
    """Give what of a lock's text is meant for a system and a Python, without markers.

    pip would ask them about the machine it runs on itself.
    """
    versions = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    told: dict[str, str | AbstractSet[str]] = {
        **default_environment(),  # type: ignore[dict-item]  # each of its keys holds a str
        **system.marked,
        **versions,
    }
    return "".join(
        f"{what} \\\n{hashes}"
        for what, marker, hashes in _entries(lock)
        if not marker or Marker(marker).evaluate(told)
    )


def only(lock: str, package: str) -> str:
    """Give what a lock's text says of one package."""
    return "".join(
        f"{what} \\\n{hashes}"
        for what, _, hashes in _entries(lock)
        if what.partition("==")[0] == package
    )


def _entries(lock: str) -> Iterator[tuple[str, str, str]]:
    """Give each package of a lock's text: its name with its version, its marker or nothing, its hashes."""
    found = list(_ENTRY.finditer(lock))
    ends = [entry.start() for entry in found[1:]] + [len(lock)]
    for entry, end in zip(found, ends, strict=True):
        yield entry["what"], entry["marker"] or "", lock[entry.end() : end]
