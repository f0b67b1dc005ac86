"""What lies on a stick becomes an `Import`: copied, checked whole, compared with what is playing."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from kiosk.packs.campaign_pack import Contents, CopiedStory, Part, copy_pack
from kiosk.packs.imported import Candidate, Change, Import, Progress, Standing
from kiosk.packs.live_sets import STAGING, STORIES, LiveSets, remove_tree
from kiosk.packs.pack_settings import brought
from kiosk.packs.pack_sources import Budget, folded, skipped
from kiosk.packs.refusal import not_written, refused
from kiosk.packs.signing import Demand, signer_of
from kiosk.patterns import pattern
from kiosk.review.storyboard.changes import changes, count
from kiosk.review.storyboard.versions import StoryVersion
from kiosk.scenario.catalogue import Catalogue, Slogan, SlogansFile
from kiosk.scenario.graph import minutes_of
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import Problem, has_errors, in_order
from kiosk.scenario.reading.files import Gathered, gather, printable
from kiosk.scenario.reading.library import Library, Loaded, examine, on_day
from kiosk.scenario.reading.reader import read
from kiosk.scenario.reading.story_text import WorkbookReader
from kiosk.scenario.reading.text import Manuscript, decode
from kiosk.storage import LARGEST_KEPT, read_file
from kiosk.values import dataclass

USUAL_QUESTION = ""
"""What stands for the question the kiosk asks by itself: of two stories it is the same one."""

MOST_CHANGES = 40
"""Changes told of one story; the page of changes that is written to the stick has all."""

ORDER = (Standing.NEW, Standing.CHANGED, Standing.REFUSED, Standing.SAME)
"""The order in which stories are listed: what staff came for first."""

SLOGAN_BUDGET = 24
"""Characters of a slogan that are read at a glance from five metres."""
MOST_SLOGANS = 100

LIST_ITEM = pattern(r"^[\s\u3000]*(?:[-*·•]|[0-9]{1,3}[.、)）])?[\s\u3000]*")
"""What people write before an item of a list."""

NO_STORY = frozenset(["no-sheets", "no-sheet", "not-a-workbook", "old-workbook", "broken-workbook"])
"""What is told of a table that is somebody's own business and no story."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checking:
    """What stories are checked by: as the kiosk checks those it opens."""

    catalogue: Catalogue
    pictures: PictureFiles | None = None
    workbooks: WorkbookReader | None = None
    today: date = date.min
    review: Callable[[Library], Library] = lambda library: library


def stage(  # noqa: PLR0913 - each is one thing an import is made from
    sets: LiveSets,
    sources: Sequence[Path],
    playing: Library,
    *,
    review: Callable[[Library], Library] = lambda library: library,
    progress: Progress = lambda _doing, _done, _all: None,
    pictures: PictureFiles | None = None,
    workbooks: WorkbookReader | None = None,
    today: date = date.min,
    name: str = "",
    budget: Budget | None = None,
    demand: Demand | None = None,
) -> Import:
    """Copy what lies under some paths, check it whole, and compare it with what is playing.

    Raises PackRefusedError where it can't be; what is live isn't touched. `review` finds what takes
    fonts, screens and a voice; `name` is what the paths are called together, `demand` what
    the site demands of signatures.
    """
    checking = Checking(playing.catalogue, pictures, workbooks, today, review)
    staging = sets.home / STAGING
    try:
        with sets.alone():
            remove_tree(staging)
            staging.mkdir(parents=True)
            try:
                contents = copy_pack(sources, staging, progress, budget, demand)
                return _imported(staging, contents, playing, checking, (name, progress))
            except BaseException:
                remove_tree(staging)
                raise
    except OSError as error:
        raise not_written(error) from error


def _imported(
    staging: Path,
    contents: Contents,
    playing: Library,
    checking: Checking,
    told: tuple[str, Progress],
) -> Import:
    name, progress = told
    candidates, no_stories = _candidates(staging, contents, playing, checking, progress)
    tables = [
        skipped(one.name, "old-workbook" if "old-workbook" in _codes(one) else "workbook")
        for one in no_stories.values()
    ]
    slogans, faults = _slogans(staging, contents)
    faults += _settings(staging, contents)
    order, unknown = _order(staging, contents, candidates, playing)
    faults += unknown
    read = {Part.SLOGANS, Part.DECK}  # what they say is kept, not they themselves
    parts = {part.value: file for part, file in contents.parts.items() if part not in read}
    if not (candidates or contents.recordings or slogans or parts or order):
        raise refused("nothing")
    files = {file: facts for file, facts in contents.files.items() if file not in no_stories}
    return Import(
        staging,
        name,
        candidates,
        files,
        contents.recordings,
        slogans,
        parts,
        {part.value: shown for part, shown in contents.shown.items()},
        tuple(contents.ignored),
        (*contents.told, *faults, *tables),
        signer_of(contents.signers),
        order,
    )


# Stories ------------------------------------------------------------------------------------------


def _candidates(
    staging: Path,
    contents: Contents,
    playing: Library,
    checking: Checking,
    progress: Progress,
) -> tuple[tuple[Candidate, ...], dict[str, Loaded]]:
    """Give the stories, and the tables that are none by their copies."""
    now = {one.scenario.id: one for one in playing.loaded if one.scenario is not None}
    candidates: list[Candidate] = []
    no_stories: dict[str, Loaded] = {}
    examined: list[Loaded] = []
    for done, copied in enumerate(contents.stories):
        progress("checking", done, len(contents.stories))
        examined.append(_examined(staging, copied, checking))
    reviewed = checking.review(Library(tuple(examined), playing.catalogue)).loaded
    for one, copied in zip(reviewed, contents.stories, strict=True):
        if one.scenario is None and _codes(one) & NO_STORY:
            no_stories[copied.file] = replace(one, name=copied.shown)
        else:
            candidates.append(_compared(one, copied, now, playing.catalogue))
    return _without_copies(candidates), no_stories


def _codes(one: Loaded) -> set[str]:
    return {problem.code for problem in one.problems}


def _examined(staging: Path, copied: CopiedStory, checking: Checking) -> Loaded:
    """Give a story examined as the kiosk does it."""
    folder = staging / STORIES
    own = PurePosixPath(copied.file)
    found = [
        file for file in gather([folder / own.parent.name]).files if file.path.name == own.name
    ]
    # Its own folder is what it is called by: pictures and clips are found beside it.
    named = [replace(file, name=f"{own.parent.name}/{own.name}") for file in found]
    library = examine(
        Gathered(tuple(named), ()), checking.catalogue, checking.pictures, checking.workbooks
    )
    (one,) = on_day(library, checking.today).loaded
    return one


def _compared(
    one: Loaded, copied: CopiedStory, now: Mapping[str, Loaded], catalogue: Catalogue
) -> Candidate:
    """Give a story with how it stands to the one of its id that is playing."""
    shown = printable(copied.shown)
    problems = tuple(replace(problem, file=shown) for problem in one.problems)
    story = one.scenario
    if story is None or has_errors(problems):
        title = story.title if story else ""
        id_ = story.id if story else ""
        return Candidate(copied.file, shown, copied.changed, Standing.REFUSED, problems, id_, title)
    old = now.get(story.id)
    standing = (
        Standing.NEW
        if old is None
        else Standing.SAME
        if old.fingerprint == one.fingerprint
        else Standing.CHANGED
    )
    told, number = _changes(old, one, catalogue) if standing is Standing.CHANGED else ((), 0)
    return Candidate(
        copied.file,
        shown,
        copied.changed,
        standing,
        problems,
        story.id,
        story.title,
        one.fingerprint,
        one.approved,
        len(story.scenes),
        minutes_of(story),
        told,
        number,
    )


def _changes(
    old: Loaded | None, new: Loaded, catalogue: Catalogue
) -> tuple[tuple[Change, ...], int]:
    """Give what of a story has changed, and at how many places."""
    before = StoryVersion.of_file(old, catalogue) if old else None
    after = StoryVersion.of_file(new, catalogue)
    if before is None or after is None:
        return (), 0
    found = changes(before.sections(USUAL_QUESTION), after.sections(USUAL_QUESTION))
    told: list[Change] = []
    for section in found:
        here = section.new or section.old
        where = here.title if here else ""
        if section.old is None or section.new is None:
            told.append(
                Change(
                    where,
                    section.old.title if section.old else "",
                    section.new.title if section.new else "",
                )
            )
            continue
        if section.renamed:
            told.append(Change(where, section.old.title, section.new.title))
        told += [
            Change(f"{where}　{part.name}", part.old or "", part.new or "")
            for piece in section.pieces
            for part in piece.parts
        ]
        told += [Change(where, "次序", "次序") for piece in section.pieces if piece.moved]
    return tuple(told[:MOST_CHANGES]), count(found)


def _without_copies(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give the stories without those that say the same as another: a copy is no question."""
    kept: dict[tuple[str, str], Candidate] = {}
    for number, one in enumerate(candidates):
        key = (one.id, one.fingerprint) if one.playable else ("", str(number))
        other = kept.get(key)
        if other is None or one.changed > other.changed:
            kept[key] = one
    return tuple(sorted(kept.values(), key=lambda one: ORDER.index(one.standing)))


# The rest -----------------------------------------------------------------------------------------


def _slogans(staging: Path, contents: Contents) -> tuple[tuple[Slogan, ...], tuple[Problem, ...]]:
    """Give a pack's slogans: as the catalogue has them, or one a line."""
    file = contents.parts.get(Part.SLOGANS)
    if file is None:
        return (), ()
    shown = printable(contents.shown[Part.SLOGANS])
    data = read_file(staging / file, LARGEST_KEPT)
    told: tuple[Problem, ...] = ()
    if file.endswith(".yaml"):
        reading = read(data, SlogansFile, shown)
        told = in_order(reading.manuscript.problems)
        slogans = reading.value.entries if reading.value is not None and reading.whole else ()
    else:
        manuscript = decode(data, Manuscript(shown))
        lines = (LIST_ITEM.sub("", line).strip() for line in manuscript.lines)
        slogans = tuple(Slogan(line, shown, shown) for line in lines if line)
    fit = tuple(one for one in slogans if len(one.text) <= SLOGAN_BUDGET)[:MOST_SLOGANS]
    long = [one.text for one in slogans if len(one.text) > SLOGAN_BUDGET]
    told += tuple(
        skipped(shown, "slogan", text=text[:SLOGAN_BUDGET] + "…", most=SLOGAN_BUDGET)
        for text in long
    )
    if not slogans and not told:
        told = (skipped(shown, "no-slogans"),)
    return fit, told


def _settings(staging: Path, contents: Contents) -> tuple[Problem, ...]:
    """Give what is wrong in a pack's settings; where nothing of them can be taken, they are left out."""
    file = contents.parts.get(Part.SETTINGS)
    if file is None:
        return ()
    shown = printable(contents.shown[Part.SETTINGS])
    lines, told = brought(read_file(staging / file, LARGEST_KEPT), shown)
    if not lines:
        del contents.parts[Part.SETTINGS]
    return told


def _order(
    staging: Path,
    contents: Contents,
    candidates: Sequence[Candidate],
    playing: Library,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Give the ids of the stories in the order a pack wants them, and the names nobody bears."""
    file = contents.parts.get(Part.DECK)
    if file is None:
        return (), ()
    shown = printable(contents.shown[Part.DECK])
    manuscript = decode(read_file(staging / file, LARGEST_KEPT), Manuscript(shown))
    ids = _names(candidates, playing)
    order, told = [], list(manuscript.problems)
    for number, line in enumerate(manuscript.lines, 1):
        name = LIST_ITEM.sub("", line).strip()
        if not name or name.startswith("#"):
            continue
        found = ids.get(folded(re.sub(r"\.(ya?ml|xlsx)$", "", name)))
        if found is None:
            missing = skipped(shown, "no-such-story", written=name[:SLOGAN_BUDGET])
            told.append(replace(missing, line=number, column=1, source=line))
        else:
            order.append(found)
    return tuple(dict.fromkeys(order)), tuple(told[:MOST_SLOGANS])


def _names(candidates: Sequence[Candidate], playing: Library) -> dict[str, str]:
    """Give the ids of stories by what people may call them: id, title, and the file's name."""
    playable = [one for one in candidates if one.playable]
    named = [
        *(
            (one.scenario.id, one.scenario.title, one.name)
            for one in playing.loaded
            if one.scenario
        ),
        *((one.id, one.title, one.file) for one in playable),
    ]
    return {
        folded(name): id_
        for id_, title, file in named
        for name in (id_, title, PurePosixPath(file).stem)
    }
