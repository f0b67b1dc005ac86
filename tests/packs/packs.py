"""Sticks for tests: good ones, and what else people and ill-wishers put on them."""

from __future__ import annotations

import os
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kiosk.authoring.story_workbooks import read_workbook
from kiosk.packs.imported import Import
from kiosk.packs.importing import stage
from kiosk.packs.live_sets import LiveSets
from kiosk.packs.pack_sources import Budget
from kiosk.paths import shipped
from kiosk.scenario.first_story import first_story, story_id
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import Library, load_library, shipped_pictures

TODAY = date(2026, 11, 28)
ASSETS = shipped("assets")
SHIPPED = shipped("scenarios") / "96110来电.yaml"
OTHER = shipped("scenarios") / "刷单返利.yaml"
PICTURES = shipped_pictures(ASSETS)
PNG_SIDE = 400


@cache
def playing() -> Library:
    """Give what plays before anything is brought: one shipped story, and the catalogue."""
    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    return load_library([SHIPPED], catalogue, TODAY, pictures=PICTURES)


def story(id_: str = "new-story", title: str = "新的故事") -> str:
    """Give a small story that can be played, under an id and a title of its own."""
    return first_story(title).replace(f"编号: {story_id(title)}\n", f"编号: {id_}\n", 1)


def staged(sets: LiveSets, *paths: Path, budget: Budget | None = None) -> Import:
    """Stage what lies under some paths, as the kiosk does but for the review of screens."""
    return stage(
        sets,
        paths,
        playing(),
        pictures=PICTURES,
        workbooks=read_workbook,
        today=TODAY,
        name="U 盘",
        budget=budget,
    )


def png(side: int = PNG_SIDE) -> bytes:
    """Give a picture with something in it."""
    rows = b"".join(
        b"\0" + bytes((x * 7 + y * 3) % 256 for x in range(side) for _ in range(3))
        for y in range(side)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """Write an archive of some files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


# Hostile sticks -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hostile:
    """A stick nobody should be able to do harm with.

    `told` are the variants of what is told of single files, `refused` the variant where all of it is
    refused; a good story lies beside where `good` says so, and must still be taken.
    """

    build: Callable[[Path], None]
    told: frozenset[str] = frozenset()
    refused: str = ""
    good: bool = True


HOSTILE: dict[str, Hostile] = {}


def hostile(
    *told: str, refused: str = "", good: bool = True
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Name a builder as a hostile stick."""

    def named(build: Callable[[Path], None]) -> Callable[[Path], None]:
        HOSTILE[build.__name__.strip("_").replace("_", "-")] = Hostile(
            build, frozenset(told), refused, good
        )
        return build

    return named


@hostile(refused="nothing", good=False)
def _empty(_stick: Path) -> None:
    pass


@hostile(refused="nothing", good=False)
def _only_systems_folders(stick: Path) -> None:
    for name in ("System Volume Information", "$RECYCLE.BIN", ".Trashes", "__MACOSX"):
        (stick / name).mkdir()
        (stick / name / "故事.yaml").write_text(story())


@hostile(refused="nothing", good=False)
def _only_photographs(stick: Path) -> None:
    for n in range(300):
        (stick / f"IMG_{n:04}.JPG").write_bytes(b"\xff\xd8\xff")


@hostile("link")
def _link_to_a_file(stick: Path) -> None:
    (stick / "密码.yaml").symlink_to("/etc/passwd")


@hostile("link")
def _link_to_the_root(stick: Path) -> None:
    (stick / "全部").symlink_to("/")


@hostile("link")
def _link_to_itself(stick: Path) -> None:
    (stick / "圈.yaml").symlink_to(stick / "圈.yaml")


@hostile("link")
def _link_to_the_folder_above(stick: Path) -> None:
    (stick / "再来").symlink_to(stick, target_is_directory=True)


@hostile("link")
def _dangling_link(stick: Path) -> None:
    (stick / "没了.yaml").symlink_to(stick / "没有")


@hostile("odd")
def _pipe(stick: Path) -> None:
    os.mkfifo(stick / "管道.yaml")


@hostile("odd")
def _pipe_among_recordings(stick: Path) -> None:
    (stick / "录音").mkdir()
    os.mkfifo(stick / "录音" / "a.wav")


@hostile("odd")
def _socket(stick: Path) -> None:
    import socket  # noqa: PLC0415 - here alone

    here = Path.cwd()
    os.chdir(stick)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("s.yaml")
    finally:
        os.chdir(here)


@hostile("odd")
def _device(stick: Path) -> None:
    try:
        os.mknod(stick / "零.yaml", 0o20644, os.makedev(1, 5))  # /dev/zero has no end
    except PermissionError:
        os.mkfifo(stick / "零.yaml")  # only root makes devices


@hostile()
def _folder_named_as_a_story(stick: Path) -> None:
    (stick / "文件夹.yaml").mkdir()


@hostile("deep")
def _very_deep(stick: Path) -> None:
    deep = stick.joinpath(*["深"] * 40)
    deep.mkdir(parents=True)
    (deep / "故事.yaml").write_text(story())


@hostile("big")
def _story_without_end(stick: Path) -> None:
    with (stick / "大.yaml").open("wb") as file:
        file.truncate(8 << 30)  # a hole of eight gigabytes


@hostile("big")
def _film_named_as_a_recording(stick: Path) -> None:
    (stick / "录音").mkdir()
    with (stick / "录音" / "电影.wav").open("wb") as file:
        file.truncate(4 << 30)


@hostile(refused="entries", good=False)
def _crowd(stick: Path) -> None:
    for n in range(40):
        folder = stick / f"{n:03}"
        folder.mkdir()
        for m in range(25):
            (folder / f"{m}.txt").touch()


@hostile(refused="files", good=False)
def _more_recordings_than_anybody_made(stick: Path) -> None:
    (stick / "录音").mkdir()
    for n in range(60):
        (stick / "录音" / f"{n}.wav").write_bytes(b"RIFF")


@hostile("stories", good=False)
def _more_stories_than_a_campaign_has(stick: Path) -> None:
    for n in range(210):
        (stick / f"{n:03}.yaml").write_text("x")


@hostile()
def _names_windows_keeps_for_itself(stick: Path) -> None:
    for name in ("CON.yaml", "nul.yaml", "COM1.yaml", "aux.yml", "LPT9.yaml"):
        (stick / name).write_text("x")


@hostile()
def _names_of_odd_characters(stick: Path) -> None:
    for name in (
        'a<b>:"c|?*.yaml',
        "b\n\t\x1b[2J.yaml",
        "c\u202e\u200b.yaml",
        "...yaml",
        "d .yaml ",
    ):
        (stick / name).write_text("x")


@hostile()
def _names_as_long_as_can_be(stick: Path) -> None:
    (stick / ("长" * 83 + ".yaml")).write_text("x")
    (stick / ("a" * 250 + ".yaml")).write_text("x")


@hostile()
def _names_that_are_no_utf8(stick: Path) -> None:
    name = os.fsencode(stick) + b"/" + "冒充.yaml".encode("gb18030")
    Path(os.fsdecode(name)).write_text("x")
    Path(os.fsdecode(os.fsencode(stick) + b"/\xff\xfe\x80.yaml")).write_text("x")


@hostile()
def _names_that_differ_in_case(stick: Path) -> None:
    (stick / "Story.yaml").write_text(story("case-one"))
    (stick / "STORY.YAML").write_text(story("case-two"))


@hostile("twin")
def _recordings_whose_names_differ_in_case(stick: Path) -> None:
    (stick / "录音").mkdir()
    (stick / "录音" / "a.wav").write_bytes(b"RIFF1")
    (stick / "录音" / "A.WAV").write_bytes(b"RIFF2")


@hostile("twin")
def _recordings_whose_names_differ_in_form(stick: Path) -> None:
    (stick / "录音").mkdir()
    for form in ("NFC", "NFD"):
        (stick / "录音" / unicodedata.normalize(form, "é.wav")).write_bytes(b"RIFF")


@hostile()
def _stories_whose_names_differ_in_form(stick: Path) -> None:
    (stick / unicodedata.normalize("NFC", "café.yaml")).write_text(story("form-one"))
    (stick / unicodedata.normalize("NFD", "café.yaml")).write_text(story("form-two"))


@hostile()
def _nothing_in_a_story(stick: Path) -> None:
    (stick / "空.yaml").touch()
    (stick / "零.yaml").write_bytes(b"\0" * 5000)


@hostile()
def _noise_in_a_story(stick: Path) -> None:
    (stick / "乱.yaml").write_bytes(bytes(range(256)) * 400)


@hostile()
def _aliases_without_end(stick: Path) -> None:
    lines = ["a: &a [笑, 笑, 笑]"]
    lines += [
        f"{n}: &{n} [*{p}, *{p}, *{p}, *{p}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    (stick / "笑.yaml").write_text("\n".join(lines))


@hostile()
def _brackets_without_end(stick: Path) -> None:
    (stick / "深.yaml").write_text("[" * 100_000)


@hostile("workbook")
def _noise_named_as_a_workbook(stick: Path) -> None:
    (stick / "表.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 4000)


@hostile("old-workbook")
def _table_of_old(stick: Path) -> None:
    (stick / "报表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)


@hostile("no-slogans")
def _slogans_of_nothing(stick: Path) -> None:
    (stick / "标语.txt").write_text(" \n\n \n")


@hostile("slogan")
def _slogan_of_a_thousand(stick: Path) -> None:
    (stick / "标语.txt").write_text("不" * 1000)


@hostile("newer")
def _two_sheets_of_slogans(stick: Path) -> None:
    (stick / "标语.txt").write_text("不转账\n")
    (stick / "slogans.yaml").write_text("条目:\n - {文字: 不轻信, 系列: 甲, 来源: 乙}\n")
    os.utime(stick / "slogans.yaml", (1, 1))


@hostile("outside")
def _archive_that_climbs_out(stick: Path) -> None:
    zipped(
        stick / "a.zip",
        {
            "../../../../tmp/evil.yaml": b"x",
            "/etc/evil.yaml": b"x",
            "C:\\evil.yaml": b"x",
            "a\\..\\..\\evil.yaml": b"x",
        },
    )


@hostile("link")
def _archive_with_a_link(stick: Path) -> None:
    with zipfile.ZipFile(stick / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("密码.yaml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")


@hostile("odd")
def _archive_with_a_device(stick: Path) -> None:
    with zipfile.ZipFile(stick / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("零.yaml")
        info.external_attr = 0o020666 << 16
        archive.writestr(info, "")


@hostile("twin")
def _archive_with_one_name_twice(stick: Path) -> None:
    with zipfile.ZipFile(stick / "a.zip", "w") as archive:
        for name in ("一.yaml", "./一.yaml"):
            archive.writestr(name, "x")


@hostile("deep")
def _archive_of_depth(stick: Path) -> None:
    zipped(stick / "a.zip", {"/".join("d" * 60) + "/故事.yaml": b"x"})


@hostile("locked")
def _archive_with_a_password(stick: Path) -> None:
    path = zipped(stick / "a.zip", {"故事.yaml": b"x"})
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    path.write_bytes(data)


@hostile("big")
def _archive_that_swells(stick: Path) -> None:
    """Forty megabytes of nothing in forty kilobytes: more than a story may have."""
    zipped(stick / "a.zip", {"故事.yaml": b"\0" * (40 << 20)})


@hostile("torn")
def _archive_that_lies_about_a_size(stick: Path) -> None:
    path = zipped(stick / "a.zip", {"故事.yaml": b"\0" * (2 << 20)})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    path.write_bytes(data)


@hostile(refused="size", good=False)
def _archive_that_swells_in_all(stick: Path) -> None:
    zipped(stick / "a.zip", {f"录音/{n}.wav": b"\0" * (3 << 20) for n in range(8)})


@hostile("broken-zip")
def _half_an_archive(stick: Path) -> None:
    path = zipped(stick / "a.zip", {f"{n}.yaml": os.urandom(3000) for n in range(9)})
    path.write_bytes(path.read_bytes()[:-200])


@hostile("torn")
def _archive_with_a_hole(stick: Path) -> None:
    path = zipped(stick / "a.zip", {"故事.yaml": os.urandom(9000)})
    data = bytearray(path.read_bytes())
    data[400:1200] = b"\0" * 800
    path.write_bytes(data)


@hostile("broken-zip")
def _noise_named_as_an_archive(stick: Path) -> None:
    (stick / "a.zip").write_bytes(os.urandom(5000))


@hostile("zips")
def _more_archives_than_anybody_packs(stick: Path) -> None:
    for n in range(25):
        zipped(stick / f"{n}.zip", {"读我.txt": b"x"})


@hostile()
def _archive_in_an_archive(stick: Path) -> None:
    inner = zipped(stick / "b.zip", {"故事.yaml": b"x"}).read_bytes()
    (stick / "b.zip").unlink()
    zipped(stick / "a.zip", {"b.zip": inner, "c/b.zip": inner})


@hostile()
def _archive_with_names_of_chinese_windows(stick: Path) -> None:
    with zipfile.ZipFile(stick / "a.zip", "w") as archive:
        archive.writestr("AAAA.yaml", story("gbk-name"))
    data = (stick / "a.zip").read_bytes().replace(b"AAAA", "冒充".encode("gb18030"))
    (stick / "a.zip").write_bytes(data)


@hostile(refused="entries", good=False)
def _archive_of_a_million_names(stick: Path) -> None:
    path = zipped(stick / "a.zip", {"a": b""})
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = struct.pack("<I", 90 << 20)
    path.write_bytes(data)
