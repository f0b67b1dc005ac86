"""A PostgreSQL of the test's own: Debian's program, on a free port of the loopback, gone with the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER = "postgres"


def _as_user(*words: str | Path) -> list[str]:
    """Give a command as somebody PostgreSQL runs for: it refuses root."""
    return (
        ["runuser", "-u", USER, "--", *map(str, words)] if os.getuid() == 0 else [*map(str, words)]
    )


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a fresh database."""
    # Not among pytest's folders: no other user gets into those.
    with TemporaryDirectory(prefix="postgres-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, USER)
        with _running(Path(folder) / "data") as url:
            yield url


@contextmanager
def _running(data: Path) -> Iterator[str]:
    programs = PROGRAMS[-1]
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
