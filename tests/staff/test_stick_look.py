"""A stick is tried by writing and reading; one that can't, or never answers, is told, and none is no fault."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kiosk.doctor import Health
from kiosk.packs.sticks import Stick
from kiosk.staff import stick_look
from kiosk.staff.stick_look import look


def test_without_a_stick_nothing_is_wrong() -> None:
    (told,) = look(())
    assert told.health is Health.OK


def test_a_stick_that_gives_back_what_it_took_is_well_and_nothing_is_left(tmp_path: Path) -> None:
    (told,) = look((Stick(tmp_path, "十一月"),))
    assert told.health is Health.OK
    assert "十一月" in told.message
    assert not list(tmp_path.iterdir())


def test_one_that_takes_nothing_is_told_with_the_reason(tmp_path: Path) -> None:
    (told,) = look((Stick(tmp_path / "gone", "坏的"),))
    assert told.health is Health.NOTICE
    assert "坏的" in told.message
    assert told.advice


def test_one_that_gives_back_something_else_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stick_look, "read_file", lambda _path: b"other")
    (told,) = look((Stick(tmp_path, "假的"),))
    assert "不一样" in told.message


def test_one_that_never_answers_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(os, "urandom", lambda _n: (go_on.wait(30), b"")[1])
    found = look((Stick(tmp_path, "卡住的"),), deadline=0.05)
    assert "没有反应" in next(found).message
    go_on.set()
