"""Visitors can't leave, whatever keys a window manager knows; and nothing of a visit goes over a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .displays import PATIENCE, SMALL, Display, environment
from .harness import Kiosk, running
from .visits import by_key, by_touch, soon, touched, visit

LEAVING = (
    *("alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "super+d", "super+e"),
    *("super", "ctrl+alt+Left", "ctrl+Escape", "ctrl+q", "ctrl+w", "Escape", "F11", "Print"),
    *("ctrl+alt+Delete", "super+l", "alt+F2", "ctrl+shift+Escape"),
)
"""Keys by which desktops and programs are left, changed or opened."""


@pytest.fixture
def managed() -> Iterator[Display]:
    """Give a display with a window manager on it, its usual keys and all."""
    display = Display(SMALL)
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"],
        env=environment(DISPLAY=display.name),
        stderr=subprocess.DEVNULL,
    )
    yield display
    manager.terminate()
    manager.wait(PATIENCE)
    display.close()


def in_front(kiosk: Kiosk) -> bool:
    """Tell whether the kiosk's picture fills the display: no picture of it is black at its edges."""
    shot = kiosk.display.screenshot()
    return all(
        bool(corner.any()) for corner in (shot[0, 0], shot[0, -1], shot[-1, 0], shot[-1, -1])
    )


def test_no_key_leaves_and_what_took_its_place_gives_it_back(
    managed: Display, tmp_path: Path
) -> None:
    with running(managed, tmp_path) as kiosk:
        for key in LEAVING:
            managed.xdotool("key", key)
        touched(kiosk, "start")
        kiosk.see("ChooseScreen")
        soon(lambda: in_front(kiosk), "the window is in front")
        # made small from outside: it comes back by itself, where it was
        managed.xdotool("search", "--class", "main", "windowminimize")
        soon(lambda: in_front(kiosk), "the window came back")
        touched(kiosk, "slow")
        # another program opens its window, and the window manager gives it the keys
        heard = tmp_path / "heard.txt"
        with heard.open("wb") as file:
            other = subprocess.Popen(
                ["xev", "-geometry", "1366x768+0+0"],
                env=environment(DISPLAY=managed.name),
                stdout=file,
            )
        try:
            soon(lambda: b"FocusOut" in heard.read_bytes(), "the keys were taken back")
            soon(lambda: in_front(kiosk), "the window is before the other")
            by_key(kiosk, "slow")
            touched(kiosk, "slow")
        finally:
            other.terminate()
            other.wait(PATIENCE)
        assert kiosk.process.poll() is None
        assert kiosk.end() == 0


def test_a_key_that_is_held_or_stuck_counts_once(shared_display: Display, tmp_path: Path) -> None:
    with running(shared_display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        kiosk.ready()
        kiosk.skip()
        # The server repeats it, twenty-five times a second, for as long as it is down.
        shared_display.xdotool("keydown", "KP_Divide")
        pressed = kiosk.wait(lambda e: e["ev"] == "press", "the key")
        kiosk.wait(lambda e: e["ev"] == "frame" and e["t"] > pressed["t"] + 2, "two seconds more")
        shared_display.xdotool("keyup", "KP_Divide")
        by_touch(kiosk, "help")
        names = [e["name"] for e in kiosk.events if e["ev"] == "press"]
        assert names == ["start", "slow", "help"]
        assert kiosk.end() == 0


def test_the_display_stays_bright(tmp_path: Path) -> None:
    display = Display(SMALL)

    def asked() -> str:  # Xvfb has no DPMS to be asked of
        told = subprocess.run(
            ["xset", "q"],
            env=environment(DISPLAY=display.name),
            capture_output=True,
            text=True,
            check=True,
        )
        return told.stdout

    try:
        subprocess.run(
            ["xset", "s", "600", "600"],
            env=environment(DISPLAY=display.name),
            check=True,
        )
        assert re.search(r"timeout:\s+600", asked())
        with running(display, tmp_path) as kiosk:
            by_touch(kiosk, "start")
            soon(lambda: bool(re.search(r"timeout:\s+0\b", asked())), "the saver is off")
            assert kiosk.end() == 0
    finally:
        display.close()


def tapped(kiosk: Kiosk, x: int, y: int) -> bool:
    """Touch a place, and tell whether the kiosk has heard of any touch by now."""
    kiosk.display.xdotool("mousemove", x, y, "click", "--delay", 20, 1)
    return any(e["ev"] == "press" for e in kiosk.events[kiosk.told :])


class Restarted(Display):
    """A display whose server can be ended and started again under the same name."""

    def restart(self) -> None:
        """End the server under whoever uses it, and start another; the kiosk finds it by its name."""
        self.close()
        width, height = self.size
        self._server = subprocess.Popen(
            [
                "Xvfb",
                self.name,
                "-screen",
                "0",
                f"{width}x{height}x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            stderr=subprocess.DEVNULL,
        )


def test_an_x_server_that_is_restarted_finds_the_kiosk_again(tmp_path: Path) -> None:
    display = Restarted(SMALL)
    try:
        with running(display, tmp_path) as kiosk:
            by_touch(kiosk, "start")
            kiosk.see("ChooseScreen")
            before = kiosk.inner
            kiosk.skip()
            display.restart()
            kiosk.see("AttractScreen")
            assert kiosk.inner != before
            # 请稍候 stands before it for a moment longer, and takes a touch meanwhile.
            x, y = kiosk.point("start")
            soon(lambda: tapped(kiosk, x, y), "a touch is heard again")
            kiosk.see("ChooseScreen")
            assert kiosk.end() == 0
            assert "显示服务器没有了" in kiosk.log()
            assert "Traceback" not in kiosk.log() + kiosk.errors()
            assert "意外结束" not in kiosk.log()
    finally:
        display.close()


def test_a_visit_opens_no_socket_to_a_network(shared_display: Display, tmp_path: Path) -> None:
    traced = tmp_path / "sockets"
    strace = shutil.which("strace")
    assert strace, "needs Debian's strace"
    kiosk = Kiosk(
        shared_display,
        tmp_path / "data",
        # the filter: the others of the system's calls go on without a stop
        under=[
            *(strace, "-D", "-f", "--seccomp-bpf", "-qq"),
            *("-e", "trace=socket,connect,bind", "-o", str(traced)),
        ],
    )
    try:
        kiosk.see("AttractScreen")
        visit(kiosk, by_key, hurry="show-all", at_install=lambda: None)
        assert kiosk.end() == 0
    finally:
        kiosk.close()
    calls = traced.read_text(encoding="utf-8", errors="replace")
    assert "AF_UNIX" in calls  # it saw those to the X server
    assert "AF_INET" not in calls, [line for line in calls.splitlines() if "AF_INET" in line]
