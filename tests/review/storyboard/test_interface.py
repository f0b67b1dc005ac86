"""The interface's sheet: all a visitor meets outside the stories stands on it, and its fingerprint holds it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.devices import registry
from kiosk.devices.faces import shipped_faces
from kiosk.paths import shipped
from kiosk.review import gallery
from kiosk.review.screen_probe import drawn_texts
from kiosk.review.storyboard.interface_page import interface_page
from kiosk.review.storyboard.interface_screens import interface_pictures, interface_screens
from kiosk.review.storyboard.interface_texts import (
    BLANKS,
    TITLES,
    interface_fingerprint,
    interface_record,
    interface_sections,
    sections_of,
    with_blanks_named,
)
from kiosk.review.storyboard.pieces import Section
from kiosk.review.storyboard.record import element, read_records
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks.check_context import texts
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.screens.kit import KioskScreen
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.ui.text.clauses import CUT
from kiosk.ui.theme import Look
from kiosk.words import Words
from tests import kits

TODAY = date(2026, 11, 28)
ASSETS = shipped("assets")
LINK = "https://fzapph5.gjfzpt.cn/QRCode/"
WORDS = Words.of_language(ASSETS / "words", "zh-CN")
TABLE = {key: WORDS(key) for key in WORDS.keys()}  # noqa: SIM118 (not a dict)
BLANK = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(shipped("scenarios") / "catalogue")[0]


def sections(
    catalogue: Catalogue,
    words: Words = WORDS,
    settings: Settings | None = None,
    link: str = LINK,
    assets: Path = ASSETS,
) -> tuple[Section, ...]:
    return interface_sections(words, catalogue, settings or Settings(), link, assets)


def test_every_word_of_the_table_stands_on_the_sheet_with_its_number(catalogue: Catalogue) -> None:
    found = sections(catalogue)
    page = interface_page(found, interface_record(found, "2026-11-28"), {}, TODAY)
    text = re.sub(r"<[^>]+>", "\n", page)
    for key, words in TABLE.items():
        assert with_blanks_named(words) in text, key
    numbers = [piece.number for section in found for piece in section.pieces]
    assert len(numbers) == len(set(numbers))
    assert set(re.findall(r'<b class="num">(.*?)</b>', page)) == set(numbers)
    for slogan in catalogue.slogans:
        assert (slogan.text in text) or not slogan.display
    for law in catalogue.laws:
        assert law.paraphrase in text
    assert LINK in text


def test_a_key_nobody_thought_of_stands_on_the_sheet_too(catalogue: Catalogue) -> None:
    found = sections(catalogue, Words({**TABLE, "new.key": "新的一句话"}))
    (new,) = (section for section in found if section.key == "new")
    assert [piece.parts[0].text for piece in new.pieces] == ["新的一句话"]


def test_every_part_of_the_table_and_every_blank_has_a_chinese_name() -> None:
    assert {key.split(".")[0] for key in TABLE} == set(TITLES)
    blanks = {name for text in TABLE.values() for name in re.findall(r"\{(\w+)\}", text)}
    assert blanks == set(BLANKS)


def test_any_changed_word_changes_the_fingerprint(catalogue: Catalogue, tmp_path: Path) -> None:
    now = interface_fingerprint(sections(catalogue))
    assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", now)
    assert interface_fingerprint(sections(catalogue)) == now
    others = [sections(catalogue, Words({**TABLE, key: f"{TABLE[key]}啊"})) for key in TABLE]
    slogan, law = catalogue.slogans[0], catalogue.laws[0]
    changed = replace(slogan, text=f"{slogan.text}！"), *catalogue.slogans[1:]
    others.append(sections(replace(catalogue, slogans=changed)))
    paraphrased = replace(law, paraphrase="别的话"), *catalogue.laws[1:]
    others.append(sections(replace(catalogue, laws=paraphrased)))
    others.append(sections(catalogue, settings=Settings(site_name="示范银行")))
    others.append(sections(catalogue, settings=Settings(countdown_seconds=30)))
    others.append(sections(catalogue, link=f"{LINK}x"))
    icons = tmp_path / "pictures" / "icons"
    icons.mkdir(parents=True)
    for path in sorted((ASSETS / "pictures" / "icons").glob("*.svg")):
        icons.joinpath(path.name).write_bytes(path.read_bytes())
    assert interface_fingerprint(sections(catalogue, assets=tmp_path)) == now
    icons.joinpath("phone.svg").write_bytes(b"<svg/>")
    others.append(sections(catalogue, assets=tmp_path))
    logo = tmp_path / "logo.png"
    for picture in (b"one", b"other"):
        logo.write_bytes(picture)
        others.append(sections(catalogue, settings=Settings(site_logo=logo)))
    found = [interface_fingerprint(one) for one in others]
    assert len({now, *found}) == len(found) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_logo_that_is_a_pipe_keeps_nobody_waiting(catalogue: Catalogue, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    os.mkfifo(logo)
    told = {
        piece.name: piece.parts[0].text
        for section in sections(catalogue, settings=Settings(site_logo=logo))
        if section.key == "site"
        for piece in section.pieces
    }
    assert told["标志图片"] == "没有这张图片"


def test_what_no_visitor_meets_leaves_the_fingerprint_alone(catalogue: Catalogue) -> None:
    now = interface_fingerprint(sections(catalogue))
    for settings in (
        Settings(volume=0.1),
        Settings(qr_confirmed="d92b-f75d"),
        Settings(idle_seconds=99),
    ):
        assert interface_fingerprint(sections(catalogue, settings=settings)) == now
    hidden = [slogan for slogan in catalogue.slogans if slogan.display]
    assert interface_fingerprint(sections(replace(catalogue, slogans=tuple(hidden)))) == now


def test_a_sheet_carries_the_interface_it_shows(catalogue: Catalogue) -> None:
    found = sections(catalogue)
    (record,) = read_records(element(interface_record(found, "2026-11-28")))
    assert sections_of(record) == found
    assert record.fingerprint == interface_fingerprint(found)


NOT_SHOWN = ("id", "goto", "speaker", "contact", "voice", "portrait", "picture", "law", "sources")
"""Fields of a story that name something and stand on no screen."""


def met(size: tuple[int, int], look: Look) -> Iterator[KioskScreen]:
    settings = Settings(site_name="示范银行", motion=False)
    kit = composition.make_kit(size, kits.sample_stories(), settings)
    yield from (screen for _, screen in gallery.states(kit, look))
    yield from (one.screen for one in interface_screens(kit))


@pytest.mark.parametrize(
    ("size", "look"), [(kits.WIDE, Look.NORMAL), (kits.UPRIGHT, Look.LARGE_CONTRAST)]
)
def test_no_screen_shows_or_says_a_word_that_stands_on_no_sheet(
    catalogue: Catalogue, size: tuple[int, int], look: Look
) -> None:
    composition.drawing_without_display()
    stories = kits.stories().deck.scenarios
    own = {text for story in stories for _, _, text in texts(story, *NOT_SHOWN)}
    settings = Settings(site_name="示范银行")
    sheet = {
        fragment
        for section in sections(catalogue, settings=settings)
        for piece in section.pieces
        for fragment in BLANK.split(piece.parts[0].text)
    }
    # An article stands on the sheet as it is said; on the screen its name stands apart.
    sheet |= {part for law in catalogue.laws for part in (law.law + law.article, law.paraphrase)}
    sheet |= {*"一二三四五六", LINK.split("/")[2]}
    # A web page sets what stands before a colon apart from what stands behind it.
    own |= {part for text in own for part in text.split("：")}
    # A borrowed name is shown as its bearer says it, until it was told what followed.
    own |= {one.claimed for story in stories for one in story.cast}
    # Where a quiz item's sender is met stands with the faces.
    own |= {sender.place for sender in shipped_faces().senders}
    known = sorted({text.strip() for text in own | sheet} - {""}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(text) for text in known))
    unknown = set[str]()
    seen = set[str]()
    for screen in met(size, look):
        shown = [text.paragraph.text for text in drawn_texts(screen.view(gallery.NOW, Heard()))]
        seen.update(shown, (utterance.text for utterance in screen.script))
    for text in seen:
        if CUT in (text[:1], text[-1:]) and any(text.strip(f"{CUT}\n") in one for one in own):
            continue  # a message of which its device has room for a part
        for line in (text, text.replace("\n", "")):
            left = pattern.sub("", line)
            if not re.search(r"[\u3400-\u9fffA-Za-z]|(?<!\d)(?:96110|110|12381)(?!\d)", left):
                break
        else:
            unknown.add(f"{text!r}: {left!r}")
    assert len(seen) > 300
    assert unknown == set()


def test_the_screens_of_every_part_of_the_table_are_shown(catalogue: Catalogue) -> None:
    kit, surfaces = kits.shared(kits.SMALL)
    pictures = interface_pictures(kit, surfaces)
    assert set(pictures) == {*TITLES} - {"say"}
    captions = [caption for shown in pictures.values() for caption, _ in shown]
    assert {"大字、高对比", "静音", "没有二维码", "一个故事也没有", "您还在吗"} <= set(captions)
    channels = {
        registry.kind(s.channel).channel.zh for story in kit.deck.scenarios for s in story.scenes
    }
    assert channels <= {caption.split("，")[0] for caption in captions}
    assert len({uri for shown in pictures.values() for _, uri in shown}) > 40
    found = sections(catalogue)
    page = interface_page(found, interface_record(found, "2026-11-28"), pictures, TODAY)
    assert page.count("<img ") == len(captions)
