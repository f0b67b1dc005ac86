"""Waiting ends as soon as something comes in, and not before its time without."""

from __future__ import annotations

import os
import select

import pygame
import pytest

from kiosk.engine import doorbell
from kiosk.engine.doorbell import Doorbell

LONG_MS = 60_000


def test_what_comes_over_the_connection_ends_the_wait(canvas: pygame.Surface) -> None:  # noqa: ARG001
    bell = Doorbell()
    read, write = os.pipe()
    bell._connection = read
    os.write(write, b"touch")
    bell.wait(LONG_MS)
    assert os.read(read, 10) == b"touch"
    os.close(read)
    os.close(write)


def test_what_has_been_read_before_is_not_waited_for(
    canvas: pygame.Surface,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bell = Doorbell()
    bell._connection = 0
    slept: list[float] = []
    monkeypatch.setattr(select, "select", lambda *wait: slept.append(wait[-1]))
    monkeypatch.setattr(doorbell, "waiting", lambda: False)
    bell.wait(LONG_MS)
    assert slept == [LONG_MS / 1000]
    monkeypatch.setattr(doorbell, "waiting", lambda: True)
    bell.wait(LONG_MS)
    assert slept == [LONG_MS / 1000]


def test_without_a_connection_it_looks_now_and_then(
    canvas: pygame.Surface,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bell = Doorbell()
    assert bell._connection == -1
    waited: list[int] = []
    monkeypatch.setattr(pygame.time, "wait", waited.append)
    monkeypatch.setattr(doorbell, "waiting", lambda: len(waited) == 3)
    bell.wait(LONG_MS)
    assert waited == [doorbell.LOOK_MS] * 3
    waited.clear()
    monkeypatch.setattr(doorbell, "waiting", lambda: False)
    bell.wait(100)
    assert waited == [40, 40, 20]
