"""Speaking processes that go wrong on purpose, and what the tests start them with."""

from __future__ import annotations

import importlib.util
import sys

import pytest

WHEEL = importlib.util.find_spec("espeakng_loader") is not None
needs_engine = pytest.mark.skipif(not WHEEL, reason="needs espeakng-loader (pip)")

# The real worker, except that the first job (or every one) meets with an accident.
_ACCIDENT = """
import ctypes, os, pathlib, signal, sys
from kiosk.voice.worker import __main__ as worker
flag, accident, times = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
del sys.argv[1:]
real = worker.answer
def answer(engine, job):
    met = len(flag.read_bytes()) if flag.exists() else 0
    if met < times:
        with flag.open("ab") as f:
            f.write(b"x")
        if accident == "fault":
            ctypes.string_at(0)
        if accident == "leave":
            os._exit(1)
        if accident == "babble":
            return ["no", "answer"]
        os.kill(os.getpid(), getattr(signal, accident))
    return real(engine, job)
worker.answer = answer
sys.exit(worker.main())
"""

ALWAYS = 10**6


def meeting(accident: str, flag: object, times: int = 1) -> list[str]:
    """Give the command of a worker that meets with `accident` in its first `times` jobs."""
    return [sys.executable, "-c", _ACCIDENT, str(flag), accident, str(times)]
