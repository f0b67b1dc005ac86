"""A 活动包: which of the files on a stick are stories, recordings, slogans, and copies of them all.

Nobody has to read anything before: a file is taken for what it is called, wherever it lies. What is
copied has names any system takes; `CopiedStory.shown` is what it is called on the stick.

    staging/stories/01-孙子来电/孙子来电.yaml    a story, with the pictures and clips it may use beside it
    staging/recordings/<story>/<line>.wav
    staging/slogans.yaml  settings.yaml  deck.txt  logo.png  qr.png
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import field
from enum import Enum
from functools import cached_property
from pathlib import Path, PurePosixPath

from kiosk.os_errors import reason_of
from kiosk.packs.imported import Progress
from kiosk.packs.live_sets import RECORDINGS, STORIES, free_path
from kiosk.packs.pack_sources import (
    MEGABYTE,
    Budget,
    Entry,
    FileSource,
    FolderSource,
    Source,
    folded,
    of_paths,
    opened_zip,
    safe_name,
    skipped,
)
from kiosk.packs.refusal import PackRefusedError, not_written, refused
from kiosk.packs.signing import Checked, Demand, check_signatures, expected
from kiosk.patterns import pattern
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.files import ENDINGS, PICTURES, WORKBOOKS, printable
from kiosk.scenario.reading.text import STICK_CAP, WORKBOOK_CAP
from kiosk.storage import LARGEST_KEPT, read_file
from kiosk.values import dataclass
from kiosk.voice.recordings import FOREIGN_KINDS, KINDS, LIST

MOST_STORIES = 200
MOST_BESIDE = 400
"""Pictures and clips that are copied with one story."""
MOST_ARCHIVES = 20
ARCHIVES = (".zip",)
PICTURE_CAP = 32 * MEGABYTE
SOUND_CAP = 32 * MEGABYTE
TEXT_CAP = STICK_CAP

_PICTURE_NAMED = pattern(
    r"[:：][ \t\u3000]*(?P<name>[^:：\r\n#]{1,200}?\.(?:png|jpe?g|svg))\b", re.IGNORECASE
)

_TEXTS = (*ENDINGS, *(f"{e}.txt" for e in ENDINGS), *(f"{e}{e}" for e in ENDINGS))
_SOUNDS = (*KINDS, *FOREIGN_KINDS)
_SHAPES = (".png", ".jpg", ".jpeg")


class Part(Enum):
    """A part of a pack of which there is one; its value names the copy, without its ending."""

    SLOGANS = "slogans"
    SETTINGS = "settings"
    DECK = "deck"
    LOGO = "logo"
    QR = "qr"


_CALLED: dict[str, Part] = {
    **dict.fromkeys(("slogans", "slogan", "标语", "口号", "宣传语", "宣传标语"), Part.SLOGANS),
    **dict.fromkeys(("settings", "setting", "设置", "设定", "配置"), Part.SETTINGS),
    **dict.fromkeys(("decks", "deck", "节目单", "播放单", "剧本单", "次序"), Part.DECK),
    **dict.fromkeys(("logo", "标志", "徽标", "站点标志", "标志图片"), Part.LOGO),
    **dict.fromkeys(("qr", "qrcode", "二维码", "二维码图片", "安装二维码"), Part.QR),
}
"""What files are called that aren't stories, in small letters and without their endings."""

_RECORDINGS = ("录音", "真人录音", "录音文件", "recordings", "recording")
"""Folders of recordings."""

_OURS = ("检查报告", "审核材料", "审核稿")
"""What this program itself writes on sticks begins so."""

_OF_CATALOGUE = ("voices", "types", "techniques", "keywords", "law", "hotlines")


@dataclass(frozen=True, slots=True)
class CopiedStory:
    """A story's copy: its file below the staging folder, and what it is called on the stick.

    `changed` is when it was changed last, in nanoseconds.
    """

    file: str
    shown: str
    changed: int


@dataclass(slots=True)
class Contents:
    """What was copied from a stick: paths below the staging folder, and what wasn't taken."""

    stories: list[CopiedStory] = field(default_factory=list)
    recordings: int = 0
    parts: dict[Part, str] = field(default_factory=dict)
    shown: dict[Part, str] = field(default_factory=dict)
    """What the parts are called on the stick."""
    ignored: list[str] = field(default_factory=list)
    """Files that are nothing of ours, as people know them."""
    told: list[Problem] = field(default_factory=list)
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    """SHA-256 and size of every copy, by its path."""
    signers: tuple[str, ...] = ()
    """The public keys of those who signed it."""


def copy_pack(
    paths: Sequence[Path],
    staging: Path,
    progress: Progress,
    budget: Budget | None = None,
    demand: Demand | None = None,
) -> Contents:
    """Copy all of ours below some paths into a folder that is there and empty.

    PackRefusedError where it can't be, with nothing said of what is in the folder then.
    """
    budget = budget or Budget()
    contents = Contents()
    with ExitStack() as archives:
        found: list[Entry] = []
        for path in of_paths(paths):
            found += _entries_of(path, contents, budget, archives)
            progress("looking", len(found), 0)
        signed = check_signatures(found, demand or Demand(), budget)
        contents.told += signed.told
        contents.signers = signed.signers
        _Copying(signed, staging, contents, budget, progress).copy()
    return contents


def _entries_of(
    path: Path, contents: Contents, budget: Budget, archives: ExitStack
) -> Iterator[Entry]:
    """Give all the files of a folder with those of its archives, of an archive, or a file alone."""
    if not path.is_dir():
        if path.name.lower().endswith(ARCHIVES):
            source: Source = archives.enter_context(opened_zip(path, ()))
        else:
            source = FileSource(path)
        yield from source.entries(contents.told, budget)
        return
    opened = 0
    for entry in FolderSource(path).entries(contents.told, budget):
        if not entry.name.lower().endswith(ARCHIVES):
            yield entry
            continue
        opened += 1
        if opened > MOST_ARCHIVES:
            contents.told.append(skipped(entry.shown, "zips", most=MOST_ARCHIVES))
            continue
        try:
            inside = archives.enter_context(opened_zip(Path(str(entry.inner)), entry.parts))
            yield from inside.entries(contents.told, budget)
        except PackRefusedError as error:
            if error.problem.variant in {"gone", "entries", "slow"}:
                raise
            contents.told.append(error.problem.placed(printable(entry.shown)))


# What is what -------------------------------------------------------------------------------------


def stem_of(name: str) -> str:
    """Give a file's name in small letters without any of its endings."""
    return folded(name).partition(".")[0].strip(" _-")


def part_of(name: str) -> Part | None:
    """Give which part of a pack a file is by its name; None where it is none of those there is one of."""
    part = _CALLED.get(stem_of(name))
    endings = {
        Part.SLOGANS: (*_TEXTS, ".txt"),
        Part.SETTINGS: (*_TEXTS, ".txt"),
        Part.DECK: (*_TEXTS, ".txt"),
        Part.LOGO: _SHAPES,
        Part.QR: _SHAPES,
    }
    return part if part and name.lower().endswith(endings[part]) else None


def is_story(name: str) -> bool:
    """Tell whether a file ought to be a story, by its name."""
    return name.lower().endswith((*_TEXTS, *WORKBOOKS)) and part_of(name) is None


def recording_at(entry: Entry) -> PurePosixPath | None:
    """Give where below the recordings a file belongs; None where it is none."""
    inside = [folded(part) for part in entry.parts[:-1]]
    at = next((n for n, name in enumerate(inside) if name in _RECORDINGS), None)
    if at is None or not entry.name.lower().endswith((*_SOUNDS, ".json")):
        return None
    return PurePosixPath(*(safe_name(part) for part in entry.parts[at + 1 :]))


# Copying ------------------------------------------------------------------------------------------


@dataclass
class _Copying:
    """A copying under way."""

    signed: Checked
    staging: Path
    contents: Contents
    budget: Budget
    progress: Progress
    taken: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    @property
    def entries(self) -> list[Entry]:
        """The files that may be taken."""
        return self.signed.entries

    def copy(self) -> None:
        """Copy what is ours, and name what isn't."""
        stories = self._stories
        for count, n in enumerate(stories):
            self.progress("copying", count, len(stories))
            if count >= MOST_STORIES:
                self.contents.told.append(
                    skipped(self.entries[n].shown, "stories", most=MOST_STORIES)
                )
                self.taken.add(n)
            else:
                self._story(n)
        for part in Part:
            self._part(part)
        self._recordings()
        self.contents.ignored = [
            one.shown
            for n, one in enumerate(self.entries)
            if n not in self.taken and not one.parts[0].startswith(_OURS)
        ]

    @cached_property
    def _stories(self) -> list[int]:
        """The numbers of the files that ought to be stories."""
        return [n for n, one in enumerate(self.entries) if _is_one(one)]

    @cached_property
    def _folders(self) -> dict[tuple[object, ...], list[int]]:
        """The numbers of the files of each folder."""
        found: dict[tuple[object, ...], list[int]] = {}
        for n, one in enumerate(self.entries):
            found.setdefault(_folder_of(one), []).append(n)
        return found

    @cached_property
    def _stems(self) -> dict[tuple[object, ...], set[str]]:
        """What the stories of each folder are called; a text and its workbook are one."""
        found: dict[tuple[object, ...], set[str]] = {}
        for n in self._stories:
            found.setdefault(_folder_of(self.entries[n]), set()).add(stem_of(self.entries[n].name))
        return found

    def _story(self, n: int) -> None:
        entry = self.entries[n]
        self.taken.add(n)
        name = safe_name(_one_ending(entry.name))
        folder = free_path(f"{STORIES}/{safe_name(name.rpartition('.')[0])}", self.names)
        book = name.lower().endswith(WORKBOOKS)
        file = f"{folder}/{name}"
        if not self._copied(entry, file, WORKBOOK_CAP if book else TEXT_CAP):
            return
        self.contents.stories.append(CopiedStory(file, entry.shown, entry.changed))
        for other in self._beside(n, file, book=book):
            beside = self.entries[other]
            self.taken.add(other)
            self._copied(beside, f"{folder}/{safe_name(beside.name)}", PICTURE_CAP)

    def _beside(self, n: int, file: str, *, book: bool) -> list[int]:
        """Give the pictures and clips that go with a story: all in its own folder, else those it names."""
        entry = self.entries[n]
        here = self._folders[_folder_of(entry)]
        own = len(entry.parts) > 1 and len(self._stems[_folder_of(entry)]) == 1
        named = set[str]() if own or book else _names_in(_text_of(self.staging / file))
        found = []
        for m in here:
            name = self.entries[m].name
            lower = name.lower()
            if lower.endswith(PICTURES) and part_of(name) is None:
                if own or book or name in named:
                    found.append(m)
            elif own and lower.endswith((*_SOUNDS, ".json")):
                found.append(m)
        if book and not own and len(found) > MOST_BESIDE // 10:
            return []  # somebody's photographs
        return found[:MOST_BESIDE]

    def _part(self, part: Part) -> None:
        """Copy the newest file that is a part there is one of; the others are told."""
        found = [
            n
            for n, one in enumerate(self.entries)
            if n not in self.taken and part_of(one.name) is part and recording_at(one) is None
        ]
        if not found:
            return
        self.taken.update(found)
        newest, *rest = sorted(
            found, key=lambda n: (-self.entries[n].changed, len(self.entries[n].parts), n)
        )
        entry = self.entries[newest]
        for n in rest:
            self.contents.told.append(skipped(self.entries[n].shown, "newer", other=entry.shown))
        picture = part in {Part.LOGO, Part.QR}
        ending = "." + entry.name.lower().rpartition(".")[2] if picture else _ending_of(entry.name)
        file = f"{part.value}{ending}"
        if self._copied(entry, file, PICTURE_CAP if picture else TEXT_CAP):
            self.contents.parts[part] = file
            self.contents.shown[part] = entry.shown

    def _recordings(self) -> None:
        found = [(n, at) for n, one in enumerate(self.entries) if (at := recording_at(one))]
        for count, (n, at) in enumerate(found):
            entry = self.entries[n]
            self.progress("recordings", count, len(found))
            self.taken.add(n)
            file = f"{RECORDINGS}/{at}"
            if self._copied(entry, file, SOUND_CAP) and at.name != LIST:
                self.contents.recordings += at.suffix.lower() in _SOUNDS

    def _copied(self, entry: Entry, file: str, cap: int) -> bool:
        """Copy a file; False where it can't be read, which is told."""
        if entry.size > cap:
            self._told(entry, "big", most=cap // 1024)
            return False
        if folded(file) in self.names:
            self._told(entry, "twin", other=file)
            return False
        self.names.add(folded(file))
        self.budget.file()
        digest, size = hashlib.sha256(), 0
        goal = self.staging / file
        try:
            with _Copy(goal) as number:
                for piece in entry.pieces(self.budget):
                    size += len(piece)
                    if size > cap:
                        self._told(entry, "big", most=cap // 1024)
                        return False
                    digest.update(piece)
                    _write(number, piece)
                _finish(number, entry.changed, goal)
        except OSError as error:
            self._told(entry, "unreadable", detail=reason_of(error))
            return False
        except ValueError:
            self._told(entry, "torn")
            return False
        if expected(self.signed, entry) not in {None, digest.hexdigest()}:
            raise refused("tampered", name=entry.shown)
        self.contents.files[file] = digest.hexdigest(), size
        return True

    def _told(self, entry: Entry, variant: str, **values: object) -> None:
        self.contents.told.append(skipped(entry.shown, variant, **values))


class _Copy:
    """A file being written; whatever the disk refuses is the end of the import, and no file's fault."""

    def __init__(self, goal: Path) -> None:
        self._goal = goal

    def __enter__(self) -> int:
        try:
            self._goal.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._number = os.open(self._goal, flags, 0o644)
        except OSError as error:
            raise not_written(error) from error
        return self._number

    def __exit__(self, kind: object, *_rest: object) -> None:
        os.close(self._number)
        if kind is not None:
            self._goal.unlink(missing_ok=True)


def _write(number: int, piece: bytes) -> None:
    view = memoryview(piece)
    try:
        while view:
            view = view[os.write(number, view) :]
    except OSError as error:
        raise not_written(error) from error


def _finish(number: int, changed: int, goal: Path) -> None:
    """Have the file on the disk, with the time it was changed: of several of one id the newest counts."""
    try:
        os.fsync(number)
        os.utime(goal, ns=(changed, changed))
    except OverflowError:
        return  # a time no system knows; the copy has today's
    except OSError as error:
        raise not_written(error) from error


def _one_ending(name: str) -> str:
    """Give a name with the ending Windows has put behind it taken off: story.yaml.txt."""
    found = re.fullmatch(r"(.+?\.ya?ml)(?:\.txt|\.ya?ml)", name, re.IGNORECASE)
    return found[1] if found else name


def _ending_of(name: str) -> str:
    return ".yaml" if re.search(r"\.ya?ml", name, re.IGNORECASE) else ".txt"


def _is_one(entry: Entry) -> bool:
    """Tell whether a file ought to be a story, where it lies."""
    if entry.parts[0].startswith(_OURS) or stem_of(entry.name) in _OF_CATALOGUE:
        return False
    return is_story(entry.name) and recording_at(entry) is None


def _folder_of(entry: Entry) -> tuple[object, ...]:
    return (entry.source.within, *entry.parts[:-1])


def _names_in(text: str) -> set[str]:
    """Give what in a story's text may be names of pictures: the values that end so."""
    return {
        unicodedata.normalize("NFC", found["name"].strip(" \t\u3000\"'“”"))
        for found in _PICTURE_NAMED.finditer(text)
    }


def _text_of(path: Path) -> str:
    """Give a copy as text, however it is written; only names are looked for in it."""
    data = read_file(path, LARGEST_KEPT)
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "gb18030")
    return "\n".join(data.decode(encoding, "ignore") for encoding in encodings)
