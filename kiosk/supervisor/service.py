"""What systemd is told, where it started the program as a service: sd_notify(3), without its library."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

SOCKET, WATCHDOG, WATCHDOG_PID = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"
MICROSECONDS = 1e6


class Service:
    """Tells systemd that the program is ready, alive, or about to end; without NOTIFY_SOCKET nobody.

    Told as alive is the supervisor, which itself kills a kiosk that stands still.
    """

    def __init__(
        self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._socket: socket | None = None
        self._every: float | None = None
        self._next = 0.0
        address = environment.get(SOCKET, "")
        if not address:
            return
        from socket import AF_UNIX, SOCK_CLOEXEC, SOCK_DGRAM, socket  # noqa: PLC0415 (services only)

        self._socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC)
        self._socket.setblocking(False)  # noqa: FBT003 (its only way)
        # An @ stands for the zero byte of a name that is in no folder.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        whose = environment.get(WATCHDOG_PID, "")
        if whose in ("", str(os.getpid())):
            with suppress(ValueError):
                self._every = int(environment.get(WATCHDOG, "")) / MICROSECONDS / 3

    def ready(self, status: str) -> None:
        """Tell that something is on the screen, and what."""
        self._tell(f"READY=1\nSTATUS={status}")

    def alive(self) -> None:
        """Tell, three times within the time systemd gives, that the supervisor watches."""
        if self._every is not None and (now := self._clock()) >= self._next:
            self._next = now + self._every
            self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """Tell that the end has begun."""
        self._tell("STOPPING=1")

    def _tell(self, lines: str) -> None:
        if self._socket is None:
            return
        with suppress(OSError):  # systemd is busy or gone: it will be told again, or needn't be
            self._socket.sendto(lines.encode(), self._address)
