"""systemd hears what it has to hear, over a real socket, a shell over a real pipe; without them nobody is told."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.supervisor.service import Service

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.bind(str(tmp_path / "notify"))
        one.settimeout(10)
        yield one


def heard(manager: socket.socket) -> list[str]:
    manager.setblocking(False)
    found = []
    while True:
        try:
            found.append(manager.recv(4096).decode())
        except BlockingIOError:
            return found


def test_it_is_told_what_is_on_the_screen_that_all_is_well_and_the_end(
    manager: socket.socket,
) -> None:
    now = 0.0
    told = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "30000000"}
    service = Service(told, lambda: now)
    service.ready("运行中")
    for _ in range(31):
        service.alive()
        now += 1.0
    service.stopping()
    first, *watched, last = heard(manager)
    assert first == "READY=1\nSTATUS=运行中"
    assert watched == ["WATCHDOG=1"] * 4  # at 0, 10, 20 and 30 of the 30 seconds it is given
    assert last == "STOPPING=1"


@pytest.mark.skipif(sys.platform != "linux", reason="a name in no folder is Linux's")
def test_a_name_in_no_folder_is_known() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0kiosk-{os.getpid()}")
        Service({"NOTIFY_SOCKET": f"@kiosk-{os.getpid()}"}).ready("运行中")
        assert heard(manager) == ["READY=1\nSTATUS=运行中"]


def test_the_watchdog_of_another_process_is_not_fed(manager: socket.socket) -> None:
    named = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "1000000"}
    Service({**named, "WATCHDOG_PID": str(os.getpid() + 1)}).alive()
    assert heard(manager) == []
    Service({**named, "WATCHDOG_PID": str(os.getpid())}).alive()
    assert heard(manager) == ["WATCHDOG=1"]


def test_a_manager_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    service = Service({"NOTIFY_SOCKET": str(tmp_path / "nobody"), "WATCHDOG_USEC": "no number"})
    service.ready("运行中")
    service.alive()
    Service({}).stopping()


def test_a_shell_hears_a_beat_now_and_then_and_nothing_started_from_here_has_the_pipe() -> None:
    now, (read, write) = 0.0, os.pipe()
    environment = {"KIOSK_BEATS": str(write)}
    service = Service(environment, lambda: now)
    assert not environment
    assert not os.get_inheritable(write)
    for _ in range(41):
        service.alive()
        now += 0.25
    assert os.read(read, 64) == b"." * 6  # at 0, 2, 4, 6, 8 and 10 seconds
    for _ in range(70_000):  # a shell that is stopped reads nothing: nobody waits for it
        service.alive()
        now += 2.0
    os.close(read)
    service.alive()
    os.close(write)


@pytest.mark.parametrize("number", ["", "none", "987654", "9" * 40])
def test_without_a_pipe_no_shell_is_told(number: str) -> None:
    Service({"KIOSK_BEATS": number}).alive()
