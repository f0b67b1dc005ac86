"""The live set: what staff have brought and made live, as one folder that is never changed again.

A set is made beside the live one, is wholly on the disk, and becomes live when one small file names it.
Whenever the process or the power fails, what that file names is whole.

    sets/live.json          which set is live, and which was before
    sets/settings.json      what the settings were before and after the last set that brought some
    sets/set-7/             stories/, recordings/, set.json: what is in it, with the digest of every file
    sets/staging/           what is being copied from a stick
    sets/making/            a set that is being made

Importing this brings neither YAML nor what reads sticks: it is asked at every start.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kiosk.packs import pack_settings
from kiosk.packs.lock import BusyError, locked
from kiosk.packs.refusal import PackRefusedError, not_written, refused
from kiosk.patterns import pattern
from kiosk.scenario.catalogue import Slogan
from kiosk.scenario.serialise import from_plain
from kiosk.storage import (
    LARGEST_KEPT,
    LARGEST_NOTE,
    UNREADABLE,
    read_file,
    sync_folder,
    write_whole,
)
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.packs.imported import Import
    from kiosk.settings import Settings

SETS = "sets"
STAGING, MAKING = "staging", "making"
DROP_FOLDER = "剧本"
"""The folder of the data directory that counts as a stick: files may simply be put there."""

POINTER, FACTS, LOCK = "live.json", "set.json", "lock"
FORMAT = 1
STORIES, RECORDINGS = "stories", "recordings"
MOST_SETS = 4
"""Sets kept while the kiosk runs; at its start only the live one and the one before."""

_NAME = pattern(r"set-([0-9]{1,9})")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HeldStory:
    """A story of a set: its file below the set's folder, and what is known of it without reading it."""

    file: str
    id: str
    title: str
    fingerprint: str
    approved: bool

    @property
    def folder(self) -> str:
        """The story's own folder, below the set's."""
        return str(PurePosixPath(self.file).parent)


@dataclass(frozen=True, slots=True)
class LiveSet:
    """A set as it lies on the disk; `files` gives the SHA-256 and the size of each by its path."""

    folder: Path
    held: tuple[HeldStory, ...]
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    slogans: tuple[Slogan, ...] = ()
    source: str = ""
    """What the stick was called it last came from."""
    signed: str = ""
    """Who signed it, where a signature was asked for."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The files there is one of, by what they are (`campaign_pack.Part`)."""
    order: tuple[str, ...] = ()
    """The ids of stories that come first, in their order."""

    @property
    def stories(self) -> Path:
        """The folder its stories lie in, each in one of its own."""
        return self.folder / STORIES

    @property
    def recordings(self) -> Path | None:
        """The folder of its recordings; None where it has none."""
        held = any(file.startswith(f"{RECORDINGS}/") for file in self.files)
        return self.folder / RECORDINGS if held else None

    def part(self, name: str) -> Path | None:
        """Give the file that is a part, None where the set has none."""
        file = self.parts.get(name)
        return self.folder / file if file else None

    @property
    def fingerprint(self) -> str:
        """Give two groups of four figures over all that is in it: what a set is known by from afar."""
        digest = hashlib.sha256()
        for file, (sum_, _size) in sorted(self.files.items()):
            digest.update(f"{file}\0{sum_}\0".encode("utf-8", "surrogatepass"))
        figures = digest.hexdigest()
        return f"{figures[:4]}-{figures[4:8]}"

    def faults(self) -> Iterator[str]:
        """Give the files that aren't as they were put there."""
        for file, (sum_, size) in self.files.items():
            try:
                if hashlib.sha256(read_file(self.folder / file, size)).hexdigest() != sum_:
                    yield file
            except OSError:
                yield file


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which set is live and which was before; empty for the shipped stories alone, None for never any."""

    live: str | None = None
    before: str | None = None
    settings_due: bool = False
    """Whether the settings that go with the live set are still to be put in."""


class LiveSets:
    """The sets of a data directory."""

    def __init__(self, data: Path) -> None:
        """Hold a data directory that need not be there yet; nothing is read now."""
        self.data = data
        self.home = data / SETS

    # What is live ---------------------------------------------------------------------------------

    def stamp(self) -> tuple[int, int]:
        """Give what is another once another set is live; cheap, and never raises."""
        try:
            facts = (self.home / POINTER).stat()
        except OSError:
            return 0, 0
        return facts.st_mtime_ns, facts.st_ino

    def current(self) -> LiveSet | None:
        """Give the live set; None where the shipped stories play alone. Never raises."""
        name = self._pointer().live
        return self._read(name) if name else None

    @property
    def can_bring_back(self) -> bool:
        """Tell whether there was something else before."""
        return self._pointer().before is not None

    def _pointer(self) -> Pointer:
        """Give what the pointer says; where it can't be read, the newest set there is."""
        try:
            plain = json.loads(read_file(self.home / POINTER, LARGEST_NOTE))
            live, before = plain["live"], plain["before"]
            if plain["format"] != FORMAT or not all(_named(one) for one in (live, before)):
                raise ValueError(plain)
        except FileNotFoundError:
            return Pointer()
        except (OSError, *UNREADABLE) as error:
            newest = next(iter(self._sets()), None)
            _log.warning("%s 读不出来（%s），改用最新的一套", self.home / POINTER, error)
            return Pointer(newest)
        if live and not (self.home / live / FACTS).is_file():
            _log.error("正在播放的一套 %s 不见了，改播上一套", live)
            return Pointer(before, before)
        return Pointer(live, before, plain.get("settings_due") is True)

    def _read(self, name: str) -> LiveSet | None:
        folder = self.home / name
        try:
            digest, _, body = read_file(folder / FACTS, LARGEST_KEPT).partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                raise ValueError(folder)
            return _from_plain(folder, json.loads(body))
        except (OSError, *UNREADABLE) as error:
            _log.error("%s 读不出来（%s），只播放自带的剧本", folder, error)
            return None

    def _sets(self) -> list[str]:
        """Give the names of the sets there are, the newest first."""
        try:
            names = [each.name for each in self.home.iterdir() if _NAME.fullmatch(each.name)]
        except OSError:
            return []
        return sorted(names, key=_number, reverse=True)

    # Making live ----------------------------------------------------------------------------------

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who changes sets; PackRefusedError where somebody else does, or the disk refuses."""
        try:
            with locked(self.home / LOCK):
                yield
        except BusyError as error:
            raise refused("busy") from error
        except OSError as error:
            raise not_written(error) from error

    def make_live(self, imported: Import, chosen: Collection[int] | None = None) -> LiveSet:
        """Make an import's good stories live, beside those of the live set that it doesn't replace.

        `chosen` are the numbers of the candidates to be taken, where not all that the import suggests.
        Raises PackRefusedError where the disk refuses or the import isn't there any more: what is live
        stays so then.
        """
        with self.alone():
            if not imported.staging.is_dir():
                raise refused("lost")
            making = self.home / MAKING
            remove_tree(making)
            live = self.current() or LiveSet(self.home, ())
            made = _Making(making, live, imported).make(
                imported.suggested if chosen is None else chosen
            )
            name = f"set-{1 + max((_number(one) for one in self._named_sets()), default=0)}"
            self._note_settings(name, imported)
            making.rename(self.home / name)
            sync_folder(self.home)
            self._point(Pointer(name, self._pointer().live or ""))
            remove_tree(imported.staging)
            self._drop_old(MOST_SETS)
        return replace(made, folder=self.home / name)

    def forget(self, imported: Import) -> None:
        """Take away what was copied for an import that isn't made live; never raises."""
        with suppress(PackRefusedError), self.alone():
            remove_tree(imported.staging)

    def play_shipped(self) -> None:
        """Make live what comes with the program, and nothing else; the set of now can be brought back."""
        with self.alone():
            self._point(Pointer("", self._pointer().live or ""))

    def bring_back(self) -> bool:
        """Make live what was before, and what is now the one before; False where there was nothing."""
        with self.alone():
            pointer = self._pointer()
            if pointer.before is None:
                return False
            self._point(Pointer(pointer.before, pointer.live or ""))
        return True

    def clean(self) -> None:
        """Take away what an import that was killed has left, and sets nobody can bring back.

        Called at the start; whoever is importing at that moment isn't disturbed. Never raises.
        """
        with suppress(OSError):
            (self.data / DROP_FOLDER).mkdir(parents=True, exist_ok=True)
        if not self.home.is_dir():
            return
        with suppress(PackRefusedError), self.alone():
            for name in (STAGING, MAKING):
                remove_tree(self.home / name)
            for draft in self.home.glob("*.tmp"):
                draft.unlink(missing_ok=True)
            if self._pointer().settings_due:
                self._put_settings_in()
            self._drop_old(2)

    def _point(self, pointer: Pointer) -> None:
        """Make a set live: from here on it is, whatever happens; then put in the settings that go with it."""
        due = (self.home / pack_settings.JOURNAL).exists()
        self._write_pointer(replace(pointer, settings_due=due))
        if due:
            self._put_settings_in()

    def _write_pointer(self, pointer: Pointer) -> None:
        plain: dict[str, Any] = {
            "format": FORMAT,
            "live": pointer.live,
            "before": pointer.before,
            "settings_due": pointer.settings_due,
        }
        write_whole(self.home / POINTER, json.dumps(plain).encode(), durable=True)

    def _note_settings(self, name: str, imported: Import) -> None:
        """Write down what the settings become with a set that brings some, before it is live."""
        (self.home / pack_settings.JOURNAL).unlink(missing_ok=True)
        file = imported.parts.get("settings")
        if file is None:
            return
        lines, _ = pack_settings.brought(read_file(imported.staging / file), file)
        site = pack_settings.own_settings(self.data)
        new = pack_settings.merged(site, lines, imported.source)
        pack_settings.Journal(name, site, new).write(self.home)

    def _put_settings_in(self) -> None:
        """Put in the settings that go with the live set, where that is still to be done."""
        pointer = self._pointer()
        journal = pack_settings.Journal.read(self.home)
        if journal is not None and journal.set in {pointer.live, pointer.before}:
            journal.apply(self.data, pointer.live or "")
        self._write_pointer(replace(pointer, settings_due=False))

    def _named_sets(self) -> list[str]:
        """Give every name of a set that is taken: by a folder, or by what the pointer says."""
        pointer = self._pointer()
        return [*self._sets(), *(name for name in (pointer.live, pointer.before) if name)]

    def _drop_old(self, most: int) -> None:
        """Take away sets but for the live one, the one before and the newest."""
        try:
            plain = json.loads(read_file(self.home / POINTER, LARGEST_NOTE))
            kept = {plain["live"], plain["before"]}
        except (OSError, *UNREADABLE):
            return  # which of them is needed isn't known
        rest = [name for name in self._sets() if name not in kept]
        for name in rest[max(0, most - 2) :]:
            remove_tree(self.home / name)


@dataclass(frozen=True)
class _Making:
    """A set being made: the stories of the live one, with an import's in place of those of the same id."""

    folder: Path
    live: LiveSet
    imported: Import
    files: dict[str, tuple[str, int]] = field(default_factory=dict)

    def make(self, chosen: Collection[int]) -> LiveSet:
        """Make it."""
        self.folder.mkdir(parents=True)
        new = [self.imported.candidates[number] for number in sorted(chosen)]
        ids = {one.id for one in new}
        held: list[HeldStory] = []
        folders: set[str] = set()
        for one in self.live.held:
            if one.id not in ids:
                goal = free_path(one.folder, folders)
                self._take(self.live.folder, self.live.files, one.folder, goal)
                held.append(replace(one, file=f"{goal}/{PurePosixPath(one.file).name}"))
        for candidate in new:
            goal = free_path(f"{STORIES}/{_plain(candidate.id)}", folders)
            source = str(PurePosixPath(candidate.file).parent)
            self._take(self.imported.staging, self.imported.files, source, goal)
            held.append(
                HeldStory(
                    f"{goal}/{PurePosixPath(candidate.file).name}",
                    candidate.id,
                    candidate.title,
                    candidate.fingerprint,
                    candidate.approved,
                )
            )
        parts = self._parts()
        self._take(self.live.folder, self.live.files, RECORDINGS, RECORDINGS)
        self._take(self.imported.staging, self.imported.files, RECORDINGS, RECORDINGS)
        made = LiveSet(
            self.folder,
            tuple(held),
            self.files,
            self.imported.slogans or self.live.slogans,
            self.imported.source,
            self.imported.signed,
            parts,
            self.imported.order or self.live.order,
        )
        self._write(made)
        return made

    def _parts(self) -> dict[str, str]:
        """Take the files there is one of, the import's before the live set's."""
        parts: dict[str, str] = {}
        for part, file in self.live.parts.items():
            if part not in self.imported.parts:
                self._link(self.live.folder / file, file, self.live.files[file])
                parts[part] = file
        for part, file in self.imported.parts.items():
            self._link(self.imported.staging / file, file, self.imported.files[file])
            parts[part] = file
        return parts

    def _take(
        self, root: Path, files: Mapping[str, tuple[str, int]], source: str, goal: str
    ) -> None:
        """Take all files below a folder."""
        for file, facts in files.items():
            if file.startswith(f"{source}/"):
                self._link(root / file, f"{goal}{file[len(source) :]}", facts)

    def _link(self, source: Path, file: str, facts: tuple[str, int]) -> None:
        """Have a file in the new set: the same one, as none of a set is ever changed, else a copy."""
        goal = self.folder / file
        goal.parent.mkdir(parents=True, exist_ok=True)
        if file in self.files:
            goal.unlink()
        self.files[file] = facts
        try:
            os.link(source, goal)
        except OSError:
            write_whole(goal, read_file(source, facts[1]), durable=True)
            times = source.stat()
            os.utime(goal, ns=(times.st_mtime_ns, times.st_mtime_ns))

    def _write(self, made: LiveSet) -> None:
        """Write what is in the set, and have all of it on the disk."""
        body = json.dumps(_to_plain(made), ensure_ascii=False).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(body).hexdigest().encode()
        write_whole(self.folder / FACTS, digest + b"\n" + body, durable=True)
        inside = {str(above) for file in self.files for above in PurePosixPath(file).parents}
        for each in inside:
            sync_folder(self.folder / each)


def recordings_of(settings: Settings, live: LiveSet | None) -> tuple[Path, ...]:
    """Give the folders of people's recordings: those a set brings, then the site's own."""
    own = live.recordings if live is not None else None
    return tuple(folder for folder in (own, settings.recordings) if folder is not None)


def _to_plain(made: LiveSet) -> dict[str, Any]:
    from kiosk.scenario.serialise import to_plain  # noqa: PLC0415 (when a set is made, not when it is read)

    return {
        "format": FORMAT,
        "source": made.source,
        "signed": made.signed,
        "stories": [
            [one.file, one.id, one.title, one.fingerprint, one.approved] for one in made.held
        ],
        "slogans": [to_plain(one) for one in made.slogans],
        "parts": dict(made.parts),
        "order": list(made.order),
        "files": {file: list(facts) for file, facts in made.files.items()},
    }


def _from_plain(folder: Path, plain: Any) -> LiveSet:  # noqa: ANN401  what JSON holds
    """Give the set that was written; raises what unfit values raise."""
    if plain["format"] != FORMAT:
        raise ValueError(plain["format"])
    return LiveSet(
        folder,
        tuple(HeldStory(*one) for one in plain["stories"]),
        {str(file): (str(sum_), int(size)) for file, (sum_, size) in plain["files"].items()},
        tuple(from_plain(one, Slogan) for one in plain["slogans"]),
        str(plain["source"]),
        str(plain["signed"]),
        {str(part): str(file) for part, file in plain["parts"].items()},
        tuple(str(id_) for id_ in plain["order"]),
    )


def _named(name: object) -> bool:
    return name is None or name == "" or (isinstance(name, str) and bool(_NAME.fullmatch(name)))


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def free_path(wanted: str, taken: set[str]) -> str:
    """Give a path like the wanted one that isn't taken yet on any system, and take it."""
    number, path = 1, wanted
    while path.casefold() in taken:
        number += 1
        path = f"{wanted}-{number}"
    taken.add(path.casefold())
    return path


def _plain(name: str) -> str:
    from kiosk.packs.pack_sources import safe_name  # noqa: PLC0415 (when a set is made)

    return safe_name(name)


def remove_tree(folder: Path) -> None:
    """Take a folder away with all that is in it, as far as the system lets it; links aren't followed."""
    try:
        with os.scandir(folder) as listing:
            inside = list(listing)
    except NotADirectoryError:
        with suppress(OSError):
            folder.unlink()
        return
    except OSError:
        return
    for each in inside:
        with suppress(OSError):
            if each.is_dir(follow_symlinks=False):
                remove_tree(Path(each.path))
            else:
                Path(each.path).unlink()
    with suppress(OSError):
        folder.rmdir()
