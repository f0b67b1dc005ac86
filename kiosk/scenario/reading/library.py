"""All stories found under some paths, examined: what can be played, and what is wrong.

Importing this imports no YAML; reading a file does, and brings the checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks.check_context import PictureFiles
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.problems import DatedProblem, Problem, in_order
from kiosk.scenario.reading.files import Gathered, StoryFile, gather
from kiosk.scenario.reading.text import STICK_CAP


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file examined; `scenario` is None where it can't be played.

    `name` is the file as people know it, `pictures` the files of the story's own folder, `dated`
    what is told on some days only: 提醒, never errors, as a dead clock mustn't stop a story.
    """

    scenario: Scenario | None
    file: Path
    name: str
    fingerprint: str
    problems: tuple[Problem, ...]
    pictures: tuple[Path, ...] = ()
    dated: tuple[DatedProblem, ...] = ()

    @property
    def own_folder(self) -> Path | None:
        """The story's own folder, with its pictures and clips; None where it lies among others."""
        return self.file.parent if "/" in self.name else None


@dataclass(frozen=True, slots=True)
class Library:
    """All files examined, in order; `problems` are those of no file: of folders, the catalogue."""

    loaded: tuple[Loaded, ...]
    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The stories that can be played, in order."""
        return tuple(one.scenario for one in self.loaded if one.scenario is not None)

    @property
    def own_folders(self) -> dict[str, Path]:
        """The own folders of the stories that have one, by the story's id."""
        return {
            one.scenario.id: one.own_folder
            for one in self.loaded
            if one.scenario is not None and one.own_folder is not None
        }

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, of folders first, then file by file."""
        return (*self.problems, *(p for one in self.loaded for p in one.problems))


def load_library(
    paths: Sequence[Path],
    catalogue: Catalogue,
    today: date,
    *,
    cap: int = STICK_CAP,
    pictures: PictureFiles | None = None,
) -> Library:
    """Read and examine every story under the paths, each a file or a folder; never raises.

    `today` only makes notices of review dates that are past and of dates to come. `pictures` are the names of shipped
    pictures; where None, names of pictures aren't checked.
    """
    return on_day(examine(gather(paths, cap), catalogue, pictures), today)


def examine(gathered: Gathered, catalogue: Catalogue, pictures: PictureFiles | None) -> Library:
    """Examine gathered files, leaving out what depends on the day."""
    examined = [_examine(file, catalogue, pictures) for file in gathered.files]
    # Of several files with one id the newest: whoever edits a copy means the copy.
    newest: dict[str, int] = {}
    for place in newest_first(gathered.files):
        story = examined[place][0].scenario
        if story is not None:
            newest.setdefault(story.id, place)
    loaded = [one for one, _ in examined]
    for place, (one, at) in enumerate(examined):
        played = newest[one.scenario.id] if one.scenario else place
        if one.scenario is not None and played != place:
            newer = gathered.files[played].changed > gathered.files[place].changed
            told = {"id": one.scenario.id, "other": loaded[played].name}
            twice = Problem.of("duplicate-story", "" if newer else "first", **told)
            problems = in_order((twice.placed(one.name, at.line, at.column), *one.problems))
            loaded[place] = replace(one, scenario=None, problems=problems, dated=())
    alike: dict[str, Loaded] = {}
    for place, (_, at) in enumerate(examined):
        loaded[place] = _told_alike(loaded[place], at, alike)
    return Library(tuple(loaded), catalogue, gathered.problems)


def newest_first(files: Sequence[StoryFile]) -> tuple[int, ...]:
    """Give the places of files, the one changed last first; of those equally old as they stand."""
    return tuple(sorted(range(len(files)), key=lambda n: -files[n].changed))


def on_day(library: Library, today: date) -> Library:
    """Give the library with the problems that depend on the day added."""
    loaded: list[Loaded] = []
    for one in library.loaded:
        told = tuple(dated.problem for dated in one.dated if dated.told_on(today))
        loaded.append(replace(one, problems=in_order((*one.problems, *told))) if told else one)
    return replace(library, loaded=tuple(loaded))


def shipped_pictures(assets: Path) -> PictureFiles:
    """Give the names of the pictures under an assets folder; none where it isn't there."""

    def stems(folder: Path) -> frozenset[str]:
        try:
            return frozenset(p.stem for p in folder.iterdir() if p.suffix in (".svg", ".png"))
        except OSError:
            return frozenset()

    return PictureFiles(
        stems(assets / "pictures" / "covers"), stems(assets / "pictures" / "people")
    )


def _examine(
    file: StoryFile, catalogue: Catalogue, pictures: PictureFiles | None
) -> tuple[Loaded, Mark]:
    from kiosk.scenario.reading.reader import read_story  # noqa: PLC0415 - brings YAML, wanted only here

    if file.problem is not None:
        return Loaded(None, file.path, file.name, "", (file.problem,)), Mark()
    own = {picture.path.name: picture.path for picture in file.pictures}
    story = read_story(
        file.data,
        file.name,
        catalogue=catalogue,
        pictures=pictures,
        own_pictures=own,
        cap=len(file.data),
    )
    used = story.scenario.picture if story.scenario else ""
    kept = (own[used],) if used in own else ()
    loaded = Loaded(
        story.scenario,
        file.path,
        file.name,
        story.fingerprint,
        story.problems,
        pictures=kept,
        dated=story.dated,
    )
    return loaded, story.id_at


def _told_alike(one: Loaded, at: Mark, alike: dict[str, Loaded]) -> Loaded:
    """Give a story with a notice where another's id differs in case or form alone.

    Recordings lie in a folder of the story's id, which is the same one to Windows and to sticks.
    """
    from kiosk.scenario.checks.recordings import same_name  # noqa: PLC0415 - brings all checks

    if one.scenario is None:
        return one
    other = alike.setdefault(same_name(one.scenario.id), one)
    if other is one or other.scenario is None:
        return one
    near = Problem.of(
        "alike-ids", "story", id=one.scenario.id, other=other.scenario.id, file=other.name
    )
    return replace(
        one, problems=in_order((*one.problems, near.placed(one.name, at.line, at.column)))
    )
