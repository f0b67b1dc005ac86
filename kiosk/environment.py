"""What must be so before the program begins: the names of files in UTF-8, what SDL must know."""

from __future__ import annotations

import os
import sys


def in_utf8() -> None:
    """Start the program over in Python's UTF-8 mode where the session's locale is another.

    The shipped files have Chinese names in UTF-8. In a session in GB18030 or plain C none of them
    would be found by its name, and there would be no story to play.
    """
    if sys.platform == "win32" or sys.getfilesystemencoding().lower() == "utf-8":
        return
    console = sys.stdout.encoding.lower() if sys.stdout else "ascii"
    if console not in {"ascii", "us-ascii"}:
        # The console still speaks what the session does.
        os.environ.setdefault("PYTHONIOENCODING", console)
    os.environ["PYTHONUTF8"] = "1"  # for the processes this one starts
    again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execv(sys.executable, again)  # noqa: S606  this very program, as it was called


def prepare() -> None:
    """Set the environment of this process.

    Without a GPU SDL would draw through a software OpenGL: 30 ms a frame instead of 2.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
