"""All stories found under some paths, examined: what can be played, and what is wrong.

Importing this imports no YAML; reading a file does, and brings the checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import DatedProblem, Problem, has_errors, in_order
from kiosk.scenario.reading.files import Gathered, StoryFile, gather
from kiosk.scenario.reading.story_text import WorkbookReader, story_text
from kiosk.scenario.reading.text import STICK_CAP
from kiosk.scenario.serialise import same_fingerprint
from kiosk.values import dataclass

Placed = Callable[[Problem, str], Problem]
"""Puts a problem of a story to where one of the story's own keys stands."""


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

    @property
    def approved(self) -> bool:
        """Whether it can be played and was approved in exactly these words."""
        given = self.scenario.approval if self.scenario else None
        return given is not None and same_fingerprint(given.fingerprint, self.fingerprint)


@dataclass(frozen=True, slots=True)
class Library:
    """All files examined, in order; `problems` are those of no file: of folders, the catalogue.

    `words` are the segmented runs of its texts, for those who lay them out; see `kiosk.segmenter`.
    """

    loaded: tuple[Loaded, ...]
    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()

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
    workbooks: WorkbookReader | None = None,
) -> Library:
    """Read and examine every story under the paths, each a file or a folder; never raises.

    `today` only makes notices of review dates that are past and of dates to come. `pictures` are the
    names of shipped pictures; where None, names of pictures aren't checked. `workbooks` reads stories
    from workbooks.
    """
    return on_day(examine(gather(paths, cap), catalogue, pictures, workbooks), today)


def examine(
    gathered: Gathered,
    catalogue: Catalogue,
    pictures: PictureFiles | None,
    workbooks: WorkbookReader | None = None,
) -> Library:
    """Examine gathered files, leaving out what depends on the day."""
    examined = [_examine(file, catalogue, pictures, workbooks) for file in gathered.files]
    # Of several files with one id the newest: whoever edits a copy means the copy.
    newest: dict[str, int] = {}
    for place in newest_first(gathered.files):
        story = examined[place][0].scenario
        if story is not None:
            newest.setdefault(story.id, place)
    twins = {own: examined[place][0] for own, place in newest.items()}
    problems = list(gathered.problems)
    loaded: list[Loaded] = []
    alike: dict[str, Loaded] = {}
    for place, (one, placed) in enumerate(examined):
        played = newest[one.scenario.id] if one.scenario else place
        file, other = gathered.files[place], gathered.files[played]
        if one.scenario is None or played == place:
            loaded.append(_told_twin(_told_alike(one, placed, alike), placed, twins))
        elif file.is_workbook and not other.is_workbook:
            if one.fingerprint != examined[played][0].fingerprint:
                problems.append(_left_for(one, other.name))
        else:
            told = {"id": one.scenario.id, "other": other.name}
            newer = other.changed > file.changed
            twice = placed(Problem.of("duplicate-story", "" if newer else "first", **told), "id")
            told_of_it = in_order((twice, *one.problems))
            loaded.append(replace(one, scenario=None, problems=told_of_it, dated=()))
    return Library(tuple(loaded), catalogue, tuple(problems))


def newest_first(files: Sequence[StoryFile]) -> tuple[int, ...]:
    """Give the places of files, the one changed last first; of those equally old as they stand.

    Texts come before workbooks: of a workbook and the text made from it the text is the story, which
    has been checked and approved.
    """
    return tuple(sorted(range(len(files)), key=lambda n: (files[n].is_workbook, -files[n].changed)))


def on_day(library: Library, today: date) -> Library:
    """Give the library with the problems that depend on the day added."""
    loaded: list[Loaded] = []
    for one in library.loaded:
        told = tuple(dated.problem for dated in one.dated if dated.told_on(today))
        loaded.append(replace(one, problems=in_order((*one.problems, *told))) if told else one)
    due = (
        Problem.of("catalogue-due", due=day.isoformat()).placed(name)
        for name, day in library.catalogue.due(today)
    )
    return replace(
        library,
        loaded=tuple(loaded),
        problems=(*library.problems, *due),
    )


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
    file: StoryFile,
    catalogue: Catalogue,
    pictures: PictureFiles | None,
    workbooks: WorkbookReader | None,
) -> tuple[Loaded, Placed]:
    """Examine a file; with it comes what puts a problem to a key of the story."""
    from kiosk.scenario.reading.reader import read_story  # noqa: PLC0415 - brings YAML, wanted only here

    if file.problem is not None:
        return Loaded(None, file.path, file.name, "", (file.problem,)), _as_it_is
    own = {picture.path.name: picture.path for picture in file.pictures}
    text = story_text(file, workbooks)
    if file.is_workbook and workbooks is not None and not text.data:
        return Loaded(None, file.path, file.name, "", text.told(())), _as_it_is
    story = read_story(
        text.data,
        file.name,
        catalogue=catalogue,
        pictures=pictures,
        own_pictures=own,
        cap=len(text.data),
    )
    problems = text.told(story.problems)
    scenario = None if has_errors(problems) else story.scenario
    used = scenario.picture if scenario else ""
    kept = (own[used],) if used in own else ()
    loaded = Loaded(
        scenario,
        file.path,
        file.name,
        story.fingerprint,
        problems,
        pictures=kept,
        dated=tuple(replace(one, problem=text.placed(one.problem)) for one in story.dated),
    )

    def placed(problem: Problem, key: str) -> Problem:
        at = story.at.get(key, Mark())
        return text.placed(problem.placed(file.name, at.line, at.column))

    return loaded, placed


def _as_it_is(problem: Problem, key: str) -> Problem:  # noqa: ARG001 - there is no such key
    return problem


def _left_for(workbook: Loaded, text: str) -> Problem:
    """Give what is told of a workbook that says otherwise than the text made from it."""
    values = {"other": text, "name": Path(text).stem, "file": workbook.name}
    return Problem.of("workbook-differs", **values).placed(workbook.name).in_cell("")


def _told_alike(one: Loaded, placed: Placed, alike: dict[str, Loaded]) -> Loaded:
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
    return replace(one, problems=in_order((*one.problems, placed(near, "id"))))


def _told_twin(one: Loaded, placed: Placed, stories: Mapping[str, Loaded]) -> Loaded:
    """Give a story with a notice where its 对照 isn't there, or doesn't name it in turn.

    Of a story read alone it isn't told: the other may well lie beside it.
    """
    from kiosk.scenario.suggest import did_you_mean  # noqa: PLC0415 - brings difflib, wanted only here

    story = one.scenario
    if story is None or not story.twin or (len(stories) == 1 and story.twin != story.id):
        return one
    twin = stories.get(story.twin)
    other = twin.scenario if twin else None
    values = {"id": story.id, "twin": story.twin, "file": twin.name if twin else ""}
    variant = "self" if story.twin == story.id else "one-way" if other else ""
    if variant == "one-way" and other and other.twin == story.id:
        return one
    values["suggestion"] = did_you_mean(story.twin, stories.keys() - {story.id})
    told = placed(Problem.of("twin", variant, **values), "twin")
    return replace(one, problems=in_order((*one.problems, told)))
