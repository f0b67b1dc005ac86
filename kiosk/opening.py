"""The kiosk from its very beginning: its window is opened while another thread imports what runs in it.

A window manager takes 60 to 100 ms to answer, about as long as the imports compute; pygame lets go of the
interpreter meanwhile.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from kiosk import process
from kiosk.engine.window import NoScreenError, open_window
from kiosk.log import start_log
from kiosk.paths import shipped
from kiosk.supervisor.codes import NO_SCREEN
from kiosk.ui.text.font_files import BOLD, REGULAR, face_files, is_whole

if TYPE_CHECKING:
    from kiosk.wishes import Wishes

RUNTIME = "kiosk.runtime"
FACES = (REGULAR, BOLD)
"""Those of the first picture."""
TURN_SECONDS = 0.001
"""How long the thread that imports may keep the window waiting for its turn; Python's own are five times as long."""


def run(wishes: Wishes) -> int:
    """Run the kiosk; 0 when it was asked to end, AGAIN to be started anew, NO_SCREEN where there is none."""
    process.share_one_arena()
    start_log(wishes.data)
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    imports = Thread(target=_import)
    imports.start()
    try:
        canvas = open_window(wishes.windowed)
        if imports.is_alive():
            # Reading six megabytes for their sums needs no interpreter, either.
            files = face_files(shipped("assets") / "fonts")
            for face in FACES:
                is_whole(files[face])
    except NoScreenError as error:
        sys.stderr.write(f"{error}\n")
        return NO_SCREEN
    finally:
        imports.join()
        sys.setswitchinterval(turn)
    from kiosk.runtime import run_on  # noqa: PLC0415 (by now it is there)

    return run_on(canvas, wishes)


def _import() -> None:
    """Import what runs; what is wrong with it is met again where it is wanted."""
    with suppress(Exception):
        import_module(RUNTIME)
