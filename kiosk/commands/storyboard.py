"""`kiosk storyboard`: stories and the interface as pages to be approved, printed and signed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import add_data, complain, library, say, show, today
from kiosk.outputs import Kind, check_folder, check_output, in_html, write_output
from kiosk.paths import data_dir, settings_file, shipped
from kiosk.process import prepare_pygame
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.review.storyboard.changes_page import Changed
    from kiosk.review.storyboard.index_page import Entry
    from kiosk.review.storyboard.pieces import Section
    from kiosk.review.storyboard.record import Record
    from kiosk.review.storyboard.signed import Signed
    from kiosk.review.storyboard.versions import StoryVersion
    from kiosk.scenario.model import Scenario
    from kiosk.scenario.reading.library import Library, Loaded
    from kiosk.screens.kit import Kit
    from kiosk.ui.surface_cache import SurfaceCache

SCREEN = (1920, 1080)
STORYBOARD = Kind("storyboard", in_html)
FOLDER = Path("审核材料")
"""Where several pages go that were given no place."""
INTERFACE = "界面"
CHANGES = "-改动"
"""How the name of a page ends that has changes only: the one that was signed stays what it is."""


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="剧本文件或文件夹，可以写几个"
    )
    parser.add_argument(
        "--interface",
        action="store_true",
        help="界面也写一份：剧本以外，观众看到、听到的每一个字",
    )
    parser.add_argument(
        "--since",
        type=Path,
        action="append",
        default=[],
        metavar="OLD",
        help="只写从这一版以来的改动；上次签字的 .html，或者当时的剧本文件、文件夹，可以写几个",
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help=f"存成什么文件，几份时是什么文件夹；不写就是剧本名.html，几份时是“{FOLDER}”",
    )
    parser.add_argument("--show", action="store_true", help="写好以后在浏览器里打开，可以打印")
    add_data(parser)


def run(asked: Namespace) -> int:
    """Write the pages; 1 where one of them can't be made or written."""
    if not asked.files and not asked.interface:
        complain("请写出剧本文件或文件夹；要看界面上的字，加 --interface。")
        return 2
    prepare_pygame()
    from kiosk.review.storyboard.signed import is_page, read_signed  # noqa: PLC0415 (brings the checks)

    signed = read_signed(asked.since, library)
    found = library(asked.files) if asked.files else None
    loaded = found.loaded if found else ()
    playable = [one for one in loaded if one.scenario is not None]
    refused = [one for one in loaded if one.scenario is None]
    if found is not None and (refused or found.problems or not playable):
        for problem in (*found.problems, *(p for one in refused for p in one.problems)):
            complain(problem.text())
        if refused or not playable:
            names = "、".join(one.name for one in refused) or "、".join(map(str, asked.files))
            complain(f"{names} 不能播放，先改好上面的错误。")
        if not playable:
            return 1
    workshop = _Workshop(asked, found, signed)
    gone, inputs = workshop.gone(), _inputs(asked, found)
    planned = len(playable) + asked.interface
    alone = planned == 1 and not gone and not (asked.out and asked.out.is_dir())
    if alone:
        out = _alone(asked, _stem(playable[0]) if playable else INTERFACE)
        check_output(out, STORYBOARD, inputs=inputs)
    elif asked.out and is_page(asked.out):
        complain(f"要写几份，-o 后面请写一个文件夹，例如 -o {asked.out.with_suffix('')}")
        return 1
    else:
        check_folder(_together(asked))
    pages = [*workshop.interface(), *(page for one in playable for page in workshop.story(one))]
    if alone:
        _write(out, pages[0].text, pages[0].entry.state, inputs)
        if asked.show:
            show(out)
    else:
        _write_together(asked, pages, gone, inputs)
    return 1 if refused else 0


# What is made -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be written: its entry in the index, its name without ending, its text.

    Where nothing has changed since it was signed there is no need of a page among several.
    """

    entry: Entry
    name: str
    text: str
    record: Record
    same: bool = False


@dataclass(frozen=True)
class _Workshop:
    """Makes the pages; what drawing needs is made when the first is drawn."""

    asked: Namespace
    found: Library | None
    signed: Signed

    @cached_property
    def _drawing(self) -> tuple[Kit, SurfaceCache, dict[str, Scenario]]:
        """Give what draws the stories asked for, and those as they are drawn, by their ids."""
        from kiosk import composition  # noqa: PLC0415 (brings pygame, which the other commands do without)
        from kiosk.settings import Settings  # noqa: PLC0415

        composition.drawing_without_display()
        stories = composition.stories_of(self.found or library([]))
        kit = composition.make_kit(SCREEN, stories, Settings())
        drawn = {scenario.id: scenario for scenario in stories.deck.scenarios}
        return kit, composition.make_surfaces(kit), drawn

    def story(self, one: Loaded) -> Iterator[_Page]:
        """Give the page of a story: all of it, or what has changed since it was signed."""
        from kiosk.review.storyboard.index_page import Entry  # noqa: PLC0415
        from kiosk.review.storyboard.page import storyboard_page  # noqa: PLC0415
        from kiosk.review.storyboard.pictures import (  # noqa: PLC0415
            debrief_sentences,
            story_pictures,
        )
        from kiosk.review.storyboard.versions import StoryVersion  # noqa: PLC0415

        version = StoryVersion.of_file(one, self.found.catalogue) if self.found else None
        if version is None:
            return
        old = self._old(version)
        if old is not None:
            yield self._changes(version, old, _stem(one))
            return
        kit, surfaces, drawn = self._drawing
        scenario = version.scenario
        record = version.record(today())
        text = storyboard_page(
            scenario,
            sections=version.sections(
                kit.words("story.question"), debrief_sentences(kit, scenario)
            ),
            file=one.name,
            record=record,
            problems=one.problems,
            pictures=story_pictures(kit, surfaces, drawn[scenario.id]),
            today=today(),
        )
        state = "新的剧本，全部要看" if self.asked.since else "全部"
        yield _Page(Entry(scenario.title, "剧本", one.fingerprint, state), _stem(one), text, record)

    def _old(self, version: StoryVersion) -> StoryVersion | None:
        """Give the signed version of a story; of one and one, whatever they are called."""
        stories = self.signed.stories
        alone = next(iter(stories.values())) if self._one_and_one else None
        return stories.get(version.scenario.id) or alone

    @property
    def _one_and_one(self) -> bool:
        """Tell whether one story is compared with one that was signed."""
        return self.found is not None and len(self.found.loaded) == len(self.signed.stories) == 1

    def _changes(self, version: StoryVersion, old: StoryVersion, name: str) -> _Page:
        from kiosk.review.storyboard.changes import changes  # noqa: PLC0415
        from kiosk.review.storyboard.changes_page import Changed  # noqa: PLC0415
        from kiosk.review.storyboard.page import approved_before, story_sign_box  # noqa: PLC0415
        from kiosk.review.storyboard.pictures import place_pictures  # noqa: PLC0415

        kit, surfaces, drawn = self._drawing
        question = kit.words("story.question")
        found = changes(old.sections(question), version.sections(question))
        scenario = version.scenario
        now = drawn[scenario.id]
        changed = Changed(
            title=scenario.title,
            what="剧本材料审核",
            old_fingerprint=old.fingerprint,
            new_fingerprint=version.fingerprint,
            old_from=_origin(old),
            new_from=_origin(version),
            sections=found,
            approved=approved_before(scenario, version.fingerprint),
            sign=story_sign_box(version.fingerprint),
            before=place_pictures(kit, surfaces, _drawable(old, version, now)) if found else {},
            after=place_pictures(kit, surfaces, now) if found else {},
        )
        return _changed_page(changed, "剧本", version.record(today()), name)

    def interface(self) -> Iterator[_Page]:
        """Give the page of the interface, where it is asked for."""
        if not self.asked.interface:
            return
        from kiosk import composition  # noqa: PLC0415 (as above)
        from kiosk.review.storyboard import interface_page as page  # noqa: PLC0415
        from kiosk.review.storyboard.index_page import Entry  # noqa: PLC0415
        from kiosk.review.storyboard.interface_screens import (  # noqa: PLC0415
            icon_pictures,
            interface_pictures,
        )
        from kiosk.review.storyboard.interface_texts import (  # noqa: PLC0415
            interface_record,
            interface_sections,
            sections_of,
        )
        from kiosk.settings_file import load, problem_text  # noqa: PLC0415

        settings, problems = load(settings_file(data_dir(self.asked.data)))
        for problem in problems:
            complain(problem_text(problem))
        composition.drawing_without_display()
        kit = composition.make_kit(SCREEN, composition.stories_of(library([])), settings)
        link = kit.code.link.url if kit.code else ""
        sections = interface_sections(kit.words, kit.catalogue, settings, link, shipped("assets"))
        record = interface_record(sections, today().isoformat())
        old = self.signed.interface
        before = sections_of(old) if old is not None else None
        if old is not None and before is not None:
            yield self._interface_changes(before, old, sections, record)
            return
        surfaces = composition.make_surfaces(kit)
        icons = [piece.name for one in sections if one.key == "icons" for piece in one.pieces]
        pictures = {
            **interface_pictures(kit, surfaces),
            "icons": icon_pictures(surfaces, icons),
        }
        text = page.interface_page(sections, record, pictures, today())
        yield _Page(Entry(page.TITLE, "界面", record.fingerprint, "全部"), INTERFACE, text, record)

    def _interface_changes(
        self, before: tuple[Section, ...], old: Record, now: tuple[Section, ...], record: Record
    ) -> _Page:
        from kiosk.review.storyboard.changes import changes  # noqa: PLC0415
        from kiosk.review.storyboard.changes_page import Changed  # noqa: PLC0415
        from kiosk.review.storyboard.interface_page import (  # noqa: PLC0415
            TITLE,
            interface_sign_box,
        )
        from kiosk.review.storyboard.markup import Markup  # noqa: PLC0415

        found = changes(before, now)
        changed = Changed(
            title=TITLE,
            what="界面材料审核",
            old_fingerprint=old.fingerprint,
            new_fingerprint=record.fingerprint,
            old_from=f"{old.on} 的审核材料",
            new_from="这台机器现在的界面",
            sections=found,
            approved=Markup(""),
            sign=interface_sign_box(record.fingerprint),
            before={},
            after={},
        )
        return _changed_page(changed, "界面", record, INTERFACE)

    def gone(self) -> list[Entry]:
        """Give the stories that were signed and aren't there any more."""
        from kiosk.review.storyboard.index_page import Entry  # noqa: PLC0415

        if self.found is None or self._one_and_one:
            return []
        here = {one.scenario.id for one in self.found.loaded if one.scenario is not None}
        return [
            Entry(old.scenario.title, "剧本", old.fingerprint, "这次没有这个剧本了")
            for name, old in self.signed.stories.items()
            if name not in here
        ]


def _changed_page(changed: Changed, kind: str, record: Record, name: str) -> _Page:
    """Give the page of what has changed; `kind` is that of the document, `name` its whole page's."""
    from kiosk.review.storyboard.changes import count  # noqa: PLC0415
    from kiosk.review.storyboard.changes_page import changes_page  # noqa: PLC0415
    from kiosk.review.storyboard.index_page import Entry  # noqa: PLC0415

    state = "没有改动" if changed.same else f"改动 {count(changed.sections)} 处"
    entry = Entry(changed.title, kind, changed.new_fingerprint, state)
    text = changes_page(changed, record, today())
    return _Page(entry, f"{name}{CHANGES}", text, record, same=changed.same)


def _stem(one: Loaded) -> str:
    """Give what a story's page is called: as its file, or as its own folder."""
    first = Path(one.name).parts[0]
    return Path(first).stem if first == one.name else first


def _origin(version: StoryVersion) -> str:
    on = f"，{version.on} 的审核材料" if version.on else ""
    return f"{version.name}{on}"


def _drawable(old: StoryVersion, new: StoryVersion, drawn: Scenario) -> Scenario:
    """Give an old story as it can be drawn: its own picture where it is there, else today's.

    That the picture has changed is told by its fingerprint.
    """
    if old.picture_file is not None:
        return replace(old.scenario, picture=str(old.picture_file.absolute()))
    same = old.picture or old.scenario.picture == new.scenario.picture
    return replace(old.scenario, picture=drawn.picture) if same else old.scenario


# Where it goes ------------------------------------------------------------------------------------


def _inputs(asked: Namespace, found: Library | None) -> list[Path]:
    """Give all that is read, which no page may replace; the page that was signed least of all."""
    loaded = found.loaded if found else ()
    files = (path for one in loaded for path in (one.file, *one.pictures))
    signed = (page for path in asked.since for page in (path, *path.glob("*.html")))
    return [*asked.files, *files, *signed]


def _alone(asked: Namespace, name: str) -> Path:
    """Give where a page goes that is the only one."""
    return asked.out or Path(f"{name}{CHANGES if asked.since else ''}.html")


def _together(asked: Namespace) -> Path:
    """Give the folder several pages go into."""
    return asked.out or FOLDER


def _write(out: Path, page: str, what: str, inputs: Sequence[Path]) -> None:
    data = page.encode("utf-8", "replace")
    write_output(out, data, STORYBOARD, inputs=inputs)
    say(f"写好了：{out}（{what}，{len(data) // 1024:,} KB，双击打开，可以打印）")


def _write_together(
    asked: Namespace, pages: list[_Page], gone: Sequence[Entry], inputs: Sequence[Path]
) -> None:
    """Write several pages and their index; of what hasn't changed the index alone tells."""
    from kiosk.review.storyboard.index_page import INDEX, index_page  # noqa: PLC0415

    folder = _together(asked)
    entries: list[Entry] = []
    names = {Path(INDEX).stem}
    for page in pages:
        if page.same:
            entries.append(page.entry)
            say(f"没有改动：{page.entry.title}　指纹 {page.entry.fingerprint}")
            continue
        name, twins = page.name, 1
        while name.casefold() in names:
            twins += 1
            name = f"{page.name}-{twins}"
        names.add(name.casefold())
        entries.append(replace(page.entry, file=f"{name}.html"))
        _write(folder / f"{name}.html", page.text, page.entry.state, inputs)
    _write(
        folder / INDEX,
        index_page([*entries, *gone], [page.record for page in pages], today()),
        "目录",
        inputs,
    )
    if asked.show:
        show(folder / INDEX)
