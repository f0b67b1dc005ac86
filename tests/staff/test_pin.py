"""The PIN lets in who knows it, is written nowhere, and can be set anew by the machine's owner alone."""

from __future__ import annotations

import errno
import json
import logging
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from kiosk.paths import RefusedError, pin_file
from kiosk.staff import pin as pin_module
from kiosk.staff import recovery
from kiosk.staff.lockout import FREE, SECONDS
from kiosk.staff.pin import (
    TRIES_FILE,
    Entered,
    PinStore,
    RecoveryRefusedError,
    Standing,
    easily_guessed,
    is_pin,
)
from kiosk.staff.recovery import Unreadable
from kiosk.staff.recovery_sticks import RecoverySticks, save

TODAY = date(2026, 11, 28)
RIGHT, WRONG = "2846", "1111"


class Clock:
    """How long the machine has been running."""

    def __init__(self) -> None:
        self.now = 500.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "SCRYPT", {"n": 2, "r": 1, "p": 1})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> PinStore:
    store = PinStore(tmp_path / "data", clock)
    store.set(RIGHT)
    return store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def data_of(store: PinStore) -> Path:
    return store._path.parent


# In and not in -----------------------------------------------------------------------------------


def test_without_a_pin_there_is_none_and_nothing_lets_in(tmp_path: Path) -> None:
    store = PinStore(tmp_path / "nowhere")
    assert store.standing() is Standing.NONE
    assert not store.enter("").right
    assert not store.enter("0000").right


def test_the_pin_lets_in_and_every_other_does_not(store: PinStore) -> None:
    assert store.standing() is Standing.SET
    assert store.enter(RIGHT) == Entered(right=True)
    for other in (WRONG, "", RIGHT[:-1], RIGHT + "0", RIGHT + "\0", "２８４６"):
        store.set(RIGHT)
        assert not store.enter(other).right


def test_the_real_hash_lets_in_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    store = PinStore(tmp_path)
    store.set(RIGHT)
    assert json.loads(pin_file(tmp_path).read_text())["scrypt"] == {"n": 2**14, "r": 8, "p": 5}
    assert store.enter(RIGHT).right
    assert not store.enter(WRONG).right


@pytest.mark.parametrize("text", ["123", "123456789", "12a4", "１２３４", "", " 1234", "٣٤٥٦"])
def test_only_four_to_eight_digits_are_a_pin(store: PinStore, text: str) -> None:
    assert not is_pin(text)
    with pytest.raises(RefusedError):
        store.set(text)
    assert store.enter(RIGHT).right


@pytest.mark.parametrize("easy", ["0000", "1234", "4321", "8888", "123456", "2580", "1212", "1988"])
def test_what_anybody_tries_first_is_advised_against(easy: str) -> None:
    assert easily_guessed(easy)
    assert is_pin(easy)


@pytest.mark.parametrize("good", ["2846", "7193", "40517", "31868207"])
def test_other_pins_are_not(good: str) -> None:
    assert not easily_guessed(good)


def test_two_machines_with_one_pin_have_different_hashes(tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        PinStore(tmp_path / name).set(RIGHT)
        kept.append(json.loads(pin_file(tmp_path / name).read_text()))
    assert kept[0]["salt"] != kept[1]["salt"]
    assert kept[0]["digest"] != kept[1]["digest"]
    assert kept[0]["machine"] != kept[1]["machine"]


def test_nobody_else_can_read_the_files_and_the_pin_stands_nowhere(
    store: PinStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        store.enter("9753")
        store.enter(RIGHT)
        store.set("60413")
    for path in data_of(store).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        for said in (RIGHT, "9753", "60413"):
            assert f'"{said}"' not in path.read_text()
    assert not any(said in caplog.text for said in ("9753", "60413"))


# Pauses ------------------------------------------------------------------------------------------


def wrong(store: PinStore, times: int) -> Entered:
    came = Entered(right=False)
    for _ in range(times):
        came = store.enter(WRONG)
    return came


def test_wrong_tries_are_counted_down_and_bring_a_pause_in_which_even_the_right_one_fails(
    store: PinStore, clock: Clock
) -> None:
    assert [store.enter(WRONG).tries for _ in range(FREE - 1)] == [4, 3, 2, 1]
    assert store.enter(WRONG).wait == SECONDS[0]
    assert store.enter(RIGHT) == Entered(right=False, wait=SECONDS[0], tries=1)
    clock.now += SECONDS[0]
    assert store.enter(RIGHT).right
    assert store.enter(WRONG).tries == FREE - 1


def test_a_try_in_a_pause_does_not_prolong_it(store: PinStore, clock: Clock) -> None:
    wrong(store, FREE)
    clock.now += 20
    assert store.enter(WRONG).wait == SECONDS[0] - 20


def test_pauses_grow(store: PinStore, clock: Clock) -> None:
    wrong(store, FREE - 1)
    for seconds in (*SECONDS, SECONDS[-1]):
        assert store.enter(WRONG).wait == seconds
        clock.now += seconds


def test_a_pause_outlives_the_program_and_the_machine(store: PinStore, clock: Clock) -> None:
    wrong(store, FREE)
    clock.now += 10
    again = PinStore(data_of(store), clock)
    assert again.locked_for() == SECONDS[0] - 10
    clock.now = 5.0  # the machine was started anew
    assert PinStore(data_of(store), clock).locked_for() == SECONDS[0] - 5


def test_no_calendar_clock_has_a_say(
    store: PinStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong(store, FREE)
    for told in (0.0, 4e9):
        monkeypatch.setattr("time.time", lambda told=told: told)
        assert PinStore(data_of(store), clock).locked_for() == SECONDS[0]


def test_a_try_counts_before_it_is_known_to_be_wrong(
    store: PinStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(pin_module, "_digest", pulled)
    for _ in range(FREE):
        with pytest.raises(KeyboardInterrupt):
            store.enter(WRONG)
    assert store.locked_for() == SECONDS[0]


def test_on_a_full_disk_tries_are_counted_all_the_same(
    store: PinStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(pin_module, "write_whole", full)
    assert wrong(store, FREE).wait == SECONDS[0]
    with pytest.raises(RefusedError, match="磁盘满了"):
        store.set("60413")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"wrong": -1, "wait": 0, "at": 0}',
        '{"wrong": 9, "wait": NaN, "at": 0}',
        '{"wrong": 1e999, "wait": 0, "at": 0}',
    ],
)
def test_a_damaged_file_of_tries_locks_nobody_out(store: PinStore, text: str) -> None:
    (data_of(store) / TRIES_FILE).write_text(text)
    assert store.locked_for() == 0
    assert store.enter(RIGHT).right


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda _: "[]",
        lambda text: text[:-20],
        lambda text: text.replace('"n": 2', '"n": 1099511627776'),
        lambda text: text.replace('"n": 2', '"n": 3'),
        lambda text: text.replace('"n": 2', '"n": 1e999, "m": 2'),
        lambda text: text.replace('"salt": "', '"salt": "zz'),
        lambda text: text.replace('"version": 1', '"version": 2'),
    ],
)
def test_a_damaged_pin_file_lets_nobody_in_until_a_pin_is_set_anew(
    store: PinStore,
    change: Callable[[str], str],
) -> None:
    path = pin_file(data_of(store))
    path.write_text(change(path.read_text()))
    assert store.standing() is Standing.DAMAGED
    assert not store.enter(RIGHT).right
    store.set("60413")
    assert store.enter("60413").right


# Recovery ----------------------------------------------------------------------------------------


def made(store: PinStore, stick: Path, site: str = "示范银行") -> Path:
    name = RecoverySticks(store, lambda: [stick]).write(site, TODAY)
    return stick / name


def test_the_file_tells_what_it_is_and_the_machine_keeps_no_key(
    store: PinStore, stick: Path
) -> None:
    path = made(store, stick)
    assert path.name == "反诈机-找回PIN-示范银行-2026-11-28.txt"
    text = path.read_text(encoding="utf-8-sig")
    assert "示范银行" in text
    assert "2026-11-28" in text
    assert "像钥匙一样收好" in text
    found = recovery.read(path.read_bytes())
    assert isinstance(found, recovery.Recovery)
    assert len(found.key) * 8 >= 128
    kept = b"".join(one.read_bytes() for one in data_of(store).iterdir())
    assert found.key.hex().encode() not in kept
    assert store.recovery_day() == "2026-11-28"


def test_with_the_file_a_new_pin_is_set_once_and_a_pause_is_over(
    store: PinStore, stick: Path
) -> None:
    made(store, stick)
    wrong(store, FREE)
    sticks = RecoverySticks(store, lambda: [stick])
    key = sticks.find()
    store.recover(key, "60413")
    assert store.locked_for() == 0
    assert store.enter("60413").right
    assert not store.enter(RIGHT).right
    assert store.recovery_day() == ""
    with pytest.raises(RecoveryRefusedError, match="已经作废"):
        sticks.find()
    with pytest.raises(RecoveryRefusedError):
        store.recover(key, RIGHT)


def test_a_new_file_voids_the_old_one_and_is_found_among_both(store: PinStore, stick: Path) -> None:
    old, new = made(store, stick), made(store, stick)
    assert old.name != new.name
    assert RecoverySticks(store, lambda: [stick]).find() == recovery.read(new.read_bytes())
    new.unlink()
    with pytest.raises(RecoveryRefusedError, match="已经作废"):
        RecoverySticks(store, lambda: [stick]).find()


def test_changing_the_pin_keeps_the_file(store: PinStore, stick: Path) -> None:
    made(store, stick)
    store.set("60413")
    store.recover(RecoverySticks(store, lambda: [stick]).find(), RIGHT)
    assert store.enter(RIGHT).right


def refused(store: PinStore, stick: Path) -> str:
    with pytest.raises(RefusedError) as told:
        RecoverySticks(store, lambda: [stick]).find()
    return str(told.value)


def test_a_file_that_does_not_count_is_told_why(
    store: PinStore, stick: Path, tmp_path: Path
) -> None:
    assert "没有找回文件" in refused(store, stick)
    (stick / "读我.txt").write_text("您好", encoding="utf-8")
    assert "没有找回文件" in refused(store, stick)
    other = PinStore(tmp_path / "other")
    other.set(RIGHT)
    foreign = made(other, stick)
    assert "另一台机器" in refused(store, stick)
    foreign.unlink()
    own = made(store, stick)
    whole = own.read_bytes()
    own.write_bytes(whole[:-30])
    assert "坏了" in refused(store, stick)
    own.write_bytes(whole.replace("钥匙：".encode(), "钥匙：AAAA".encode()))
    assert "坏了" in refused(store, stick)
    own.write_bytes(whole)
    assert RecoverySticks(store, lambda: [stick]).find()
    with pytest.raises(RefusedError, match="没有找到 U 盘"):
        RecoverySticks(store, tuple).find()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_saved_anew_by_notepad_under_another_name_it_still_counts(
    store: PinStore, stick: Path, encoding: str
) -> None:
    path = made(store, stick)
    text = path.read_text(encoding="utf-8-sig")
    path.unlink()
    (stick / "新建文本文档 (2).TXT").write_bytes(text.replace("\r\n", "\n").encode(encoding))
    assert RecoverySticks(store, lambda: [stick]).find()


def test_a_stick_of_empty_lines_holds_no_frame_up() -> None:
    empty = b"\n" * (recovery.LARGEST - 100) + "找回 PIN".encode()
    started = process_time()
    for _ in range(30):
        assert recovery.read(empty) is Unreadable.FOREIGN_KIND
    assert process_time() - started < 5  # and not half a minute, in which nobody else has a turn


def test_a_stick_full_of_other_things_holds_nobody_up(store: PinStore, stick: Path) -> None:
    path = made(store, stick)
    for n in range(50):
        (stick / f"{n}.txt").write_bytes(os.urandom(100))
    (stick / "big.txt").write_bytes(b"x" * 5_000_000)
    (stick / "folder.txt").mkdir()
    (stick / "link.txt").symlink_to("/dev/zero")
    assert RecoverySticks(store, lambda: [stick]).find() == recovery.read(path.read_bytes())


def test_a_file_that_can_not_be_written_leaves_the_old_one_in_force(
    store: PinStore, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = recovery.read(made(store, stick).read_bytes())

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.staff.recovery_sticks.write_whole", full)
        with pytest.raises(RefusedError, match="磁盘满了"):
            made(store, stick)
    assert RecoverySticks(store, lambda: [stick]).find() == first


def test_a_file_put_into_the_folder_for_files_counts_as_one_on_a_stick(
    store: PinStore, stick: Path, tmp_path: Path
) -> None:
    path = made(store, stick)
    drop = tmp_path / "剧本"
    sticks = RecoverySticks(store, tuple, drop)
    with pytest.raises(RefusedError, match="没有找到 U 盘"):
        sticks.find()
    drop.mkdir()
    path.rename(drop / path.name)
    assert sticks.find()
    with pytest.raises(RefusedError, match="没有找到 U 盘"):
        sticks.write("")


def test_with_two_sticks_nothing_is_written(store: PinStore, stick: Path) -> None:
    with pytest.raises(RefusedError, match="2 个 U 盘"):
        RecoverySticks(store, lambda: [stick, stick]).write("", TODAY)
    assert not list(stick.iterdir())


@pytest.mark.parametrize("site", ["", 'a/b\\c:d*"<>|?', "示范银行 城南 支行"])
def test_any_site_name_gives_a_name_every_system_takes(stick: Path, site: str) -> None:
    made_one = recovery.new_recovery("ABCD", TODAY)
    path = save(made_one, site, stick)
    assert path.parent == stick
    assert not set(path.name) & set('\\/:*?"<>|')
