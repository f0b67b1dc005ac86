"""What whoever started the program is told: systemd, by sd_notify(3) without its library, or the shell of scripts/kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

SOCKET, WATCHDOG, WATCHDOG_PID = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"
BEATS = "KIOSK_BEATS"
"""Set by scripts/kept: the number of a pipe by which it hears that the supervisor lives."""
BEAT, BEAT_SECONDS = b".", 2.0
MICROSECONDS = 1e6


class Service:
    """Tells systemd that the program is ready, alive, or about to end, and a shell that it is alive; those not there nothing.

    Told as alive is the supervisor, which itself kills a kiosk that stands still. What this process starts is told of
    no pipe.
    """

    def __init__(
        self, environment: MutableMapping[str, str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._pipe, self._next_beat = _pipe(environment.pop(BEATS, "")), 0.0
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
        """Tell, three times within the time systemd gives, that the supervisor watches; a shell every BEAT_SECONDS."""
        self._beat()
        if self._every is not None and (now := self._clock()) >= self._next:
            self._next = now + self._every
            self._tell("WATCHDOG=1")

    def _beat(self) -> None:
        if self._pipe < 0 or (now := self._clock()) < self._next_beat:
            return
        self._next_beat = now + BEAT_SECONDS
        try:
            os.write(self._pipe, BEAT)
        except BlockingIOError:
            pass  # the shell stands still and has enough to read
        except OSError:
            self._pipe = -1  # it is gone

    def stopping(self) -> None:
        """Tell that the end has begun."""
        self._tell("STOPPING=1")

    def _tell(self, lines: str) -> None:
        if self._socket is None:
            return
        with suppress(OSError):  # systemd is busy or gone: it will be told again, or needn't be
            self._socket.sendto(lines.encode(), self._address)


def _pipe(number: str) -> int:
    """Give the descriptor of that number, which nothing this process starts gets; -1 where there is none."""
    if not number.isdecimal():
        return -1
    descriptor = int(number)
    try:
        os.set_inheritable(descriptor, False)  # noqa: FBT003 (its only way)
        os.set_blocking(descriptor, False)
    except (OSError, OverflowError):
        return -1
    return descriptor
