"""A PostgreSQL of the test's own: Debian's program, on a free port of the loopback, gone with the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER = "postgres"


def _as_user(*words: str | Path) -> list[str]:
    """Give a command as somebody PostgreSQL runs for: it refuses root."""
    return (
        ["runuser", "-u", USER, "--", *map(str, words)] if os.getuid() == 0 else [*map(str, words)]
    )


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Give the URL of a fresh database."""
    programs, data = PROGRAMS[-1], folder / "pg"
    data.mkdir()
    if os.getuid() == 0:
        for place in (folder, *folder.parents[:-1]):
            if place != Path("/tmp"):  # noqa: S108 (where pytest has its folders)
                place.chmod(place.stat().st_mode | 0o011)
        shutil.chown(data, USER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(
        _as_user(
            programs / "initdb", "-D", data, "-A", "trust", "-U", "kiosk", "--no-sync", "-E", "UTF8"
        ),
        check=True,
        capture_output=True,
        cwd="/",
    )
    asked = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = programs / "pg_ctl"
    subprocess.run(
        _as_user(control, "-D", data, "-w", "-l", data / "log", "-o", asked, "start"),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        yield f"postgresql://kiosk@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            _as_user(control, "-D", data, "-m", "immediate", "stop"),
            check=True,
            capture_output=True,
            cwd="/",
        )
