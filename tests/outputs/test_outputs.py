"""Nothing is written over that this program didn't write itself, whatever lies there."""

from __future__ import annotations

import errno
import io
import json
import os
import wave
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import outputs
from kiosk.outputs import (
    Kind,
    OutputRefusedError,
    Standing,
    check_folder,
    check_output,
    in_html,
    in_json,
    in_png,
    in_table,
    in_wav,
    in_yaml,
    sealed,
    standing,
    write_output,
)


def a_png() -> bytes:
    memory = io.BytesIO()
    pygame.image.save(pygame.Surface((3, 2)), memory, "a.png")
    return memory.getvalue()


def a_wav() -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(b"\1\2\3\4")
    return memory.getvalue()


PAGE = Kind("page", in_html)
KINDS = {
    "page": (PAGE, ("<!doctype html>\n<title>剧本</title>\n" * 3).encode()),
    "story": (Kind("story", in_yaml), "标题: 甲\n".encode()),
    "schema": (Kind("schema", in_json), b'{\n "type": "object"\n}\n'),
    "table": (Kind("table", in_table), "\ufeff文件,谁\r\n一,甲\r\n".encode()),
    "picture": (Kind("picture", in_png), a_png()),
    "sound": (Kind("sound", in_wav), a_wav()),
    "sound-of-even-length": (Kind("sounds", in_wav), a_wav()),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_was_written_here_may_be_written_again(tmp_path: Path, name: str) -> None:
    kind, data = KINDS[name]
    path = tmp_path / "folder" / "file"
    for _ in range(2):
        write_output(path, data, kind)
        assert standing(path, kind) is Standing.OURS
    assert [each.name for each in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("name", KINDS)
def test_what_was_changed_since_is_refused_and_left(tmp_path: Path, name: str) -> None:
    kind, data = KINDS[name]
    path = tmp_path / "file"
    write_output(path, data, kind)
    middle = len(path.read_bytes()) // 3
    changed = bytearray(path.read_bytes())
    changed[middle] ^= 1
    for by_hand in (bytes(changed), path.read_bytes() + b"x", b"x" + path.read_bytes()):
        path.write_bytes(by_hand)
        with pytest.raises(OutputRefusedError, match="有人改过"):
            write_output(path, data, kind)
        assert path.read_bytes() == by_hand


def test_lines_that_end_otherwise_are_no_change(tmp_path: Path) -> None:
    kind, data = KINDS["story"]
    path = tmp_path / "file"
    write_output(path, data, kind)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert standing(path, kind) is Standing.OURS


def test_sealed_pictures_sounds_and_schemas_are_what_they_were() -> None:
    picture = sealed(a_png(), KINDS["picture"][0])
    assert pygame.image.load(io.BytesIO(picture), "a.png").get_size() == (3, 2)
    for name in ("sound", "sound-of-even-length"):
        sound = sealed(a_wav(), KINDS[name][0])
        assert int.from_bytes(sound[4:8], "little") == len(sound) - 8
        assert len(sound) % 2 == 0
        with wave.open(io.BytesIO(sound)) as heard:
            assert heard.readframes(9) == b"\1\2\3\4"
    assert json.loads(sealed(*reversed(KINDS["schema"])))["type"] == "object"


@pytest.mark.parametrize(
    "there",
    [
        b"",
        "标题: 别人的剧本\n".encode(),
        b"fanzha-kiosk:page:" + b"0" * 63,
        sealed(KINDS["story"][1], KINDS["story"][0]),
    ],
    ids=["empty", "story", "half a seal", "of another kind"],
)
def test_what_was_not_written_here_is_refused_and_left(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "剧本.yaml"
    path.write_bytes(there)
    with pytest.raises(OutputRefusedError, match=r"不是本程序写的.*请换一个文件名"):
        write_output(path, b"<p>", PAGE)
    assert path.read_bytes() == there


def test_a_text_that_quotes_a_seal_is_sealed_all_the_same(tmp_path: Path) -> None:
    quoted = sealed(b"<p>a</p>", PAGE)
    path = tmp_path / "a.html"
    for _ in range(2):
        write_output(path, quoted, PAGE)
    assert standing(path, PAGE) is Standing.OURS


@given(st.binary(max_size=200))
def test_any_bytes_fit_their_seal(data: bytes) -> None:
    whole = sealed(data, PAGE)
    (found,) = [s for s in (outputs._last_seal(whole),) if s]
    assert outputs._digest(whole, found).encode() == found[2]


def test_links_folders_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "ours.html"
    write_output(target, b"<p>", PAGE)
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "dead").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    wanted = {"link": "链接", "dead": "链接", "folder": "是文件夹", "pipe": "管道或设备"}
    for name, said in wanted.items():
        with pytest.raises(OutputRefusedError, match=said):
            write_output(tmp_path / name, b"<p>", PAGE)
    for device in ("/dev/null", "/dev/full"):
        with pytest.raises(OutputRefusedError, match="设备"):
            write_output(Path(device), b"<p>", PAGE)
    assert not (tmp_path / "nothing").exists()


def test_the_file_that_is_read_is_never_written_by_whichever_way(tmp_path: Path) -> None:
    kind, data = KINDS["story"]
    source = tmp_path / "s.yaml"
    write_output(source, data, kind)
    (tmp_path / "in").mkdir()
    (tmp_path / "hard.yaml").hardlink_to(source)
    for path in (source, tmp_path / "in" / ".." / "s.yaml", tmp_path / "hard.yaml"):
        with pytest.raises(OutputRefusedError, match="就是要读的那个文件"):
            write_output(path, data, kind, inputs=[tmp_path / "gone.yaml", source])


def test_names_that_differ_only_in_case_are_told_as_a_stick_has_but_one(tmp_path: Path) -> None:
    write_output(tmp_path / "Abc.html", b"<p>", PAGE)
    with pytest.raises(OutputRefusedError, match=r"已经有 Abc\.html.*大小写"):
        write_output(tmp_path / "ABC.HTML", b"<p>", PAGE)
    write_output(tmp_path / "Abcd.html", b"<p>", PAGE)


@pytest.mark.parametrize("length", [90, 300, 5000])
def test_a_name_too_long_is_told_in_a_sentence(tmp_path: Path, length: int) -> None:
    with pytest.raises(OutputRefusedError, match=rf"名字太长（{length + 5} 个字）") as told:
        write_output(tmp_path / ("名" * length + ".html"), b"<p>", PAGE)
    assert len(str(told.value)) < 2 * outputs.LONGEST_SHOWN


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "a.html", tmp_path / "file" / "b" / "a.html"):
        with pytest.raises(OutputRefusedError, match="它不是文件夹"):
            write_output(path, b"<p>", PAGE)
    with pytest.raises(OutputRefusedError, match="它不是文件夹"):
        check_folder(tmp_path / "file")
    check_folder(tmp_path / "new" / "folder")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有权限"), (errno.EROFS, "只能读")],
)
def test_what_the_system_refuses_is_told_in_chinese_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputRefusedError, match=f"{said}.*请") as told:
        write_output(tmp_path / "a.html", b"<p>", PAGE)
    assert os.strerror(number) not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_it_is_asked_before_long_work_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("mine")
    with pytest.raises(OutputRefusedError):
        check_output(tmp_path / "a.html", PAGE)
    check_output(tmp_path / "b.html", PAGE)
    assert not (tmp_path / "b.html").exists()
