"""Files are written whole or not at all; caches are bounded, and what is torn in them is dropped."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from kiosk.os_errors import reason_of
from kiosk.storage import (
    JsonCache,
    file_stamps,
    read_beginning,
    read_file,
    read_text,
    stamp_of,
    write_whole,
)

KEPT = 3


def as_it_is(value: object) -> object:
    return value


def test_a_file_is_replaced_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / ("名" * 84 + ".x")  # 254 bytes: the longest a system takes, nearly
    for data in (b"before", b"after"):
        write_whole(path, data, durable=True)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_file_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"before")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[call], full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"after", durable=True)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_threads_that_write_the_same_file_leave_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    wholes = [bytes([n]) * 100_000 for n in range(8)]
    threads = [threading.Thread(target=write_whole, args=(path, data)) for data in wholes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in wholes
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_kept_is_recalled_by_its_stamp_alone(tmp_path: Path) -> None:
    cache = JsonCache(tmp_path / "cache", KEPT)
    cache.keep("one", {"剧本": [1, None]})
    assert cache.recall("one", as_it_is) == {"剧本": [1, None]}
    assert cache.recall("two", as_it_is) is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 64 + b"\n{}", b"\xff\xfe", None])
def test_a_torn_entry_is_none_and_is_dropped(tmp_path: Path, damage: bytes | None) -> None:
    cache = JsonCache(tmp_path, KEPT)
    cache.keep("one", "value")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert cache.recall("one", as_it_is) is None
    assert list(tmp_path.iterdir()) == []


def test_an_entry_its_reader_cannot_use_is_dropped(tmp_path: Path) -> None:
    cache = JsonCache(tmp_path, KEPT)
    cache.keep("one", {"other": 1})
    assert cache.recall("one", lambda value: value["wanted"]) is None
    assert list(tmp_path.iterdir()) == []


def test_those_used_last_are_kept_and_files_of_another_kind_are_left(tmp_path: Path) -> None:
    cache = JsonCache(tmp_path, KEPT, "mine-")
    other = tmp_path / "yours-0.json"
    other.touch()
    for n in range(KEPT):
        cache.keep(str(n), n)
        os.utime(tmp_path / f"mine-{n}.json", (n, n))
    assert cache.recall("0", as_it_is) == 0
    cache.keep("new", "new")
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"mine-0.json", f"mine-{KEPT - 1}.json", "mine-new.json", other.name}


def test_a_folder_that_cannot_be_written_or_is_none_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for cache in (JsonCache(tmp_path / "file" / "cache", KEPT), JsonCache(None, KEPT)):
        cache.keep("one", 1)
        assert cache.recall("one", as_it_is) is None


def test_a_cache_that_can_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError

    cache = JsonCache(tmp_path, KEPT)
    cache.keep("one", 1)
    monkeypatch.setattr(os, "utime", refuse)
    assert cache.recall("one", as_it_is) == 1


def test_a_stamp_tells_parts_apart_and_files_by_all_that_shows_a_change(tmp_path: Path) -> None:
    assert stamp_of([b"ab", b"c"]) != stamp_of([b"a", b"bc"])
    (tmp_path / "in").mkdir()
    inner, foreign = tmp_path / "in" / "a.py", tmp_path / "in" / "a.pyc"
    stamps = [list(file_stamps(tmp_path, (".py",)))]
    inner.write_text("1")
    stamps.append(list(file_stamps(tmp_path, (".py",))))
    inner.write_text("12")
    stamps.append(list(file_stamps(tmp_path, (".py",))))
    os.utime(inner, (1, 1))
    stamps.append(list(file_stamps(tmp_path, (".py",))))
    assert len({tuple(each) for each in stamps}) == len(stamps)
    foreign.write_text("not the program's")
    assert list(file_stamps(tmp_path, (".py",))) == stamps[-1]
    assert list(file_stamps(inner)) == stamps[-1]
    assert list(file_stamps(tmp_path / "gone"))


ODD = ("pipe", "device", "endless", "folder", "huge", "nowhere")


def lay_odd(kind: str, path: Path) -> None:
    """Lay something at a path that no file of ours is."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/null")
        case "endless":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "huge":
            with path.open("wb") as file:
                file.truncate(3 << 30)
        case "nowhere":
            path.symlink_to("not there")


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_of_ours_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    lay_odd(kind, path)
    began = time.monotonic()
    with pytest.raises(OSError, match=r".") as refused:
        read_file(path)
    assert time.monotonic() - began < 1
    assert reason_of(refused.value) in {
        "是管道或设备，不是文件",
        "是文件夹，不是文件",
        "文件太大",
        "没有这个文件或文件夹",
    }


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("一行\r\n二行\r三行\n".encode())
    size = path.stat().st_size
    assert read_file(path, size) == path.read_bytes()
    assert read_text(path) == "一行\n二行\n三行\n"
    assert read_beginning(path, 6) == "一行".encode()
    with pytest.raises(OSError, match="too large") as refused:
        read_file(path, size - 1)
    assert reason_of(refused.value) == "文件太大"


def test_a_file_that_tells_no_size_is_bounded_too() -> None:
    with pytest.raises(OSError, match="too large"):
        read_file(Path("/proc/self/status"), 10)


@pytest.mark.parametrize("kind", ODD)
def test_whatever_lies_where_a_value_was_kept_is_none_and_makes_room(
    tmp_path: Path, kind: str
) -> None:
    cache = JsonCache(tmp_path, KEPT)
    lay_odd(kind, tmp_path / "one.json")
    began = time.monotonic()
    assert cache.recall("one", as_it_is) is None
    assert time.monotonic() - began < 1
    cache.keep("one", 1)
    assert cache.recall("one", as_it_is) == (None if kind == "folder" else 1)
