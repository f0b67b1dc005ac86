"""The page a story is approved by: all of it is there, nothing else is, and nothing comes from elsewhere."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from PIL import Image

from kiosk import composition
from kiosk.cli import main
from kiosk.engine.painter import Painter
from kiosk.paths import shipped
from kiosk.review.storyboard.page import storyboard_page
from kiosk.review.storyboard.pictures import StoryPictures, story_pictures
from kiosk.review.storyboard.pieces import STORY, debrief_plays, story_sections
from kiosk.review.storyboard.versions import StoryVersion
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks.check_context import texts
from kiosk.scenario.model import Approval, Ground, Named, Scenario
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import read_story
from kiosk.screens.kit import Session
from kiosk.screens.scene import SceneScreen
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.visit.play import Play
from tests.sample import SAMPLE

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "example-story.yaml"
TODAY = date(2026, 11, 21)
FINGERPRINT = "0123-4567-89ab-cdef"
VOID = {"meta", "img", "br", "hr"}


@dataclass
class Page(HTMLParser):
    """A page taken apart: its elements, its text, and whether they close in order."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    open_tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, html: str) -> Page:
        page = cls()
        page.feed(html)
        page.close()
        assert not page.open_tags
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open_tags[-1:] not in (["style"], ["sup"]):
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [given[attribute] for _, given in self.elements if attribute in given]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(shipped("scenarios") / "catalogue")[0]


@pytest.fixture(scope="module")
def story(catalogue: Catalogue) -> Scenario:
    scenario = read_story(EXAMPLE.read_bytes(), "x.yaml", catalogue=catalogue).scenario
    assert scenario is not None
    return scenario


def html(scenario: Scenario, catalogue: Catalogue, **more: object) -> str:
    fingerprint = str(more.pop("fingerprint", FINGERPRINT))
    given: dict[str, Any] = {
        "sections": story_sections(scenario, catalogue, usual_question="您怎么办？"),
        "file": "故事.yaml",
        "record": StoryVersion(scenario, fingerprint, catalogue, "故事.yaml").record(TODAY),
        "problems": (),
        "pictures": StoryPictures(),
        "today": TODAY,
    }
    return storyboard_page(scenario, **{**given, **more})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of the example as the command writes it."""
    out = tmp_path_factory.mktemp("storyboard") / "故事.html"
    assert main(["storyboard", str(EXAMPLE), "-o", str(out)]) == 0
    return out


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def names_of(value: object) -> set[str]:
    """Give the Chinese of every enumerated value below an object."""
    if isinstance(value, Named):
        return {value.zh}
    if isinstance(value, tuple):
        return set().union(*map(names_of, value))
    if is_dataclass(value):
        return set().union(*(names_of(getattr(value, f.name)) for f in fields(value)))
    return set()


def test_every_word_number_and_name_of_a_story_is_on_its_page(catalogue: Catalogue) -> None:
    stories = [EXAMPLE, *SAMPLE]
    missing = {}
    for path in stories:
        scenario = read_story(path.read_bytes(), "x.yaml", catalogue=catalogue).scenario
        assert scenario is not None
        told = bare(Page.of(html(scenario, catalogue)).text)
        wanted = {*written_in(scenario, catalogue)}
        assert len(wanted) > 100
        missing[path.name] = {text for text in wanted if text not in told}
    assert missing == {path.name: set() for path in stories}


def written_in(scenario: Scenario, catalogue: Catalogue) -> Iterator[str]:
    """Give every text, loss, enumerated name and law of a story, without its blanks."""
    for _, name, text in texts(scenario):
        if name.split(".")[0] not in ("speaker", "contact", "goto"):
            yield bare(text)  # those three are shown by what they stand for
    for number in {c.loss for s in scenario.scenes for c in s.choices if c.loss}:
        yield f"损失{number:,}元"
    yield from names_of(scenario) - {"文字"}
    for entry in scenario.law:
        article = catalogue.law(entry)
        assert article is not None
        yield bare(article.paraphrase)


def test_every_place_can_be_reached_from_the_graph_and_every_link_leads_somewhere(
    story: Scenario, catalogue: Catalogue
) -> None:
    page = Page.of(html(story, catalogue))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(ids)
    assert {f"p-{n + 1}" for n in range(len(story.scenes))} <= {link[1:] for link in links}


HOSTILE = """</style></title><script>alert(1)</script><img src="http://x.example/a.png" onerror='b()'>"'&amp;"""


def spoiled(value: Any) -> Any:  # noqa: ANN401 - any part of a story
    """Give an object with every one of its texts made hostile; what links it stays linked."""
    if isinstance(value, str):
        return f"{value}{HOSTILE}"
    if isinstance(value, tuple):
        return tuple(spoiled(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "mark"):
        changed = {f.name: spoiled(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **{**changed, "mark": value.mark})
    return value


def test_hostile_text_stays_text(story: Scenario, catalogue: Catalogue) -> None:
    bad = Problem.of("unknown-type", name=HOSTILE, suggestion=HOSTILE, known=HOSTILE).placed(
        HOSTILE, 3, 1, HOSTILE
    )
    page = html(spoiled(story), catalogue, file=HOSTILE, fingerprint=HOSTILE, problems=(bad,))
    taken = Page.of(page)
    kinds = {name for name, _ in Page.of(html(story, catalogue, problems=(bad,))).elements}
    assert {name for name, _ in taken.elements} <= kinds
    assert not [n for _, given in taken.elements for n in given if n.startswith("on")]
    assert "script" not in {name for name, _ in taken.elements}
    assert taken.text.count("<script>alert(1)</script>") > len(story.scenes)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1
    assert "script" not in styles[0]


def test_the_page_needs_nothing_from_elsewhere(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    page = Page.of(text)
    assert all(source.startswith("data:image/png;base64,") for source in page.values("src"))
    assert not {"link", "script", "iframe", "object", "base"} & {n for n, _ in page.elements}
    without_pictures = re.sub(r"data:image/png;base64,[\w+/=]+", "", text)
    assert not re.search(r"https?:|//[a-z]|@import", without_pictures)
    assert set(re.findall(r"url\(([^)]*)\)", without_pictures)) <= {
        "#head-safe",
        "#head-risky",
        "#head-fall",
        "#head-on",
    }
    assert any("default-src 'none'" in content for content in page.values("content"))
    assert written.stat().st_size < 6_000_000


def test_every_scene_ending_and_quiz_item_has_its_picture(written: Path, story: Scenario) -> None:
    page = Page.of(written.read_text(encoding="utf-8"))
    shown = {given["alt"]: given["src"] for name, given in page.elements if name == "img"}
    wanted = [f"{place.id} 的画面" for place in story.places]
    wanted += [f"考题 {item.id} 的画面" for item in story.quiz]
    assert set(wanted) <= shown.keys()
    assert len({shown[name] for name in wanted}) == len(wanted)
    assert "选故事时看到的样子" in shown
    for source in shown.values():
        picture = Image.open(io.BytesIO(base64.b64decode(source.split(",")[1])))
        assert picture.format == "PNG"
        assert picture.width * 9 == picture.height * 16


def test_the_debrief_of_the_best_and_the_worst_play_and_of_each_ending_is_there(
    written: Path, story: Scenario
) -> None:
    page = Page.of(written.read_text(encoding="utf-8"))
    shown = {given["alt"] for name, given in page.elements if name == "img"}
    assert {"最好的走法的复盘", "最差的走法的复盘"} <= shown
    ends = {one.play.position.id for one in debrief_plays(story)}
    assert ends == {ending.id for ending in story.endings}
    assert any(name.startswith("第1步") for name in shown)
    assert "您的防骗分是100分，很好。" in page.text
    assert "法律怎么说。" in page.text


def test_a_picture_is_the_screen_with_all_its_choices(story: Scenario) -> None:
    composition.drawing_without_display()
    kit = composition.make_kit(
        (1920, 1080), composition.open_stories([EXAMPLE], None, TODAY), Settings()
    )
    surfaces = composition.make_surfaces(kit)
    screen = kit.flow.onward(Session(seed=1), Play.begin(story), 0.0)
    assert isinstance(screen, SceneScreen)
    canvas = pygame.Surface(kit.size)
    Painter(canvas, surfaces).paint(screen.hurried().view(0.0, Heard()))
    assert {"choice-1", "choice-2"} <= {t.name for t in screen.hurried().view(0, Heard()).targets}
    source = story_pictures(kit, surfaces, story).places[story.scenes[0].id]
    picture = Image.open(io.BytesIO(base64.b64decode(source.split(",")[1]))).convert("RGB")
    small = pygame.transform.smoothscale(canvas, picture.size)
    wanted = np.frombuffer(pygame.image.tobytes(small, "RGB"), np.uint8)
    assert (np.asarray(picture).ravel() == wanted).all()


def test_what_is_signed_is_what_the_approval_holds(story: Scenario, catalogue: Catalogue) -> None:
    unsigned = Page.of(html(replace(story, approval=None), catalogue)).text
    assert "没有审核记录" in unsigned
    assert f"指纹: {FINGERPRINT}" in unsigned
    signed = replace(story, approval=Approval("反诈中心", TODAY, FINGERPRINT.upper()))
    told = Page.of(html(signed, catalogue)).text
    assert "“反诈中心”在 2026-11-21 审核过" in told
    assert "和这一份的内容一样" in told
    void = replace(story, approval=Approval("反诈中心", TODAY, "ffff-ffff-ffff-ffff"))
    assert "审核以后改过" in Page.of(html(void, catalogue)).text


def test_the_only_ticks_on_a_sheet_are_those_its_reviewer_makes(
    story: Scenario, catalogue: Catalogue
) -> None:
    signed = replace(story, approval=Approval("反诈中心", TODAY, FINGERPRINT))
    page = html(signed, catalogue)
    assert not re.search("[✓✔☑✅√]", page)
    form = page[page.index('class="sign"') : page.index("从前的审核记录")]
    assert "反诈中心" not in form


def test_every_piece_has_a_number_of_its_own_to_refer_to(
    story: Scenario, catalogue: Catalogue
) -> None:
    page = Page.of(html(story, catalogue))
    sections = story_sections(story, catalogue, usual_question="您怎么办？")
    pieces = [piece for section in sections for piece in section.pieces]
    wanted = [piece.number for piece in pieces]
    wanted += [part.number for piece in pieces for part in piece.parts if part.number]
    assert len(wanted) == len(set(wanted))
    shown = re.findall(r'<b class="num">(.*?)</b>', html(story, catalogue))
    assert sorted(shown) == sorted(wanted)
    assert page.text.count("意见") > len(story.places) + len(story.quiz)


def test_a_scene_is_torn_neither_from_its_choices_nor_between_two_sheets(
    story: Scenario, catalogue: Catalogue
) -> None:
    page = html(story, catalogue)
    sections = re.findall(r'<section class="place"[^>]*>(.*?)</section>', page, re.DOTALL)
    assert len(sections) >= len(story.places) + len(story.quiz)
    for scene in story.scenes:
        (mine,) = (text for text in sections if f">{scene.id}<" in text)
        for told in (*(line.text[:4] for line in scene.lines), *(c.why for c in scene.choices)):
            assert told in Page.of(mine).text
    printed = page[page.index("@media print") :]
    assert re.search(r"\.place, [^{]*\{ break-inside: avoid; \}", printed)


def test_the_fingerprint_stands_on_every_printed_page(
    story: Scenario, catalogue: Catalogue
) -> None:
    style = re.findall(r"@bottom-left \{ content: \"(.*?)\"", html(story, catalogue))
    assert style == [f"内容指纹 {FINGERPRINT}"]


def test_problems_are_told_on_the_page(story: Scenario, catalogue: Catalogue) -> None:
    problem = Problem.of("odd-pair", pair="“”").placed("故事.yaml", 31, 7)
    told = Page.of(html(story, catalogue, problems=(problem,))).text
    assert all(part in told for part in ("提醒", "第 31 行", problem.message, problem.advice))
    assert "程序没有发现问题" in Page.of(html(story, catalogue)).text


def test_a_story_that_cannot_be_played_gets_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.yaml"
    broken.write_text(EXAMPLE.read_text(encoding="utf-8").replace("去: 又要钱", "去: 没这里"))
    out = tmp_path / "坏.html"
    assert main(["storyboard", str(broken), "-o", str(out)]) == 1
    assert not out.exists()
    assert "没这里" in capsys.readouterr().err


def printed(page: Path, folder: Path) -> Path:
    """Print a page to PDF as people do; skips where nothing can."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs the Debian package chromium")
    pdf = folder / "故事.pdf"
    done = subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return pdf


def test_chromium_prints_it(written: Path, tmp_path: Path) -> None:
    data = printed(written, tmp_path).read_bytes()
    assert data.startswith(b"%PDF-")
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", data))
    assert 3 <= pages <= 14
    assert len(data) > 200_000  # its pictures are in it


def test_on_paper_each_scene_debrief_and_quiz_item_is_on_one_sheet(
    story: Scenario, catalogue: Catalogue, written: Path, tmp_path: Path
) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("needs the Debian package poppler-utils")
    pdf = printed(written, tmp_path)
    done = subprocess.run([reader, "-raw", str(pdf), "-"], capture_output=True, check=True)
    sheets = done.stdout.decode().split("\f")
    together = [
        section
        for section in story_sections(story, catalogue, usual_question="您怎么办？")
        if section.key not in (STORY, "法律", "来源", "角色", "读音")
    ]
    torn = {}
    for section in together:
        numbers = re.compile(rf"(?<![\w.]){section.number}\.\d+(?![\w])")
        found = [n for n, text in enumerate(sheets, start=1) if numbers.search(text)]
        if section.number == "3":
            found.remove(1)  # the box to sign has an example
        if len(found) != 1:
            torn[section.number] = found
    assert torn == {}


def test_what_can_be_trusted_is_marked_apart_from_what_gives_a_scam_away(
    story: Scenario, catalogue: Catalogue
) -> None:
    last = story.scenes[-1]
    ground = Ground("怎么还要转钱", "要求保密", "女儿当面问您")
    line = replace(last.lines[0], grounds=(ground,))
    item = replace(story.quiz[1], words=("放在小区门口",))
    scenes = (*story.scenes[:-1], replace(last, lines=(line,)))
    page = html(replace(story, scenes=scenes, quiz=(item, *story.quiz)), catalogue)
    assert '<mark class="ground">怎么还要转钱<sup>1</sup></mark>' in page
    assert '<mark class="ground">放在小区门口<sup>1</sup></mark>' in page
    assert '<mark class="cue">三倍赔款<sup>1</sup></mark>' in page
    assert "1 处凭据" in page
