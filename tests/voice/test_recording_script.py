"""The list to record from: complete, grouped, safe to open, and readable aloud."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kiosk.scenario.spoken import Speaker
from kiosk.speech import Utterance
from kiosk.voice.recording_script import (
    COLUMNS,
    PAGE,
    Part,
    interface_parts,
    page_of,
    parts,
    write_script,
)
from kiosk.voice.recording_script import table_of as table
from kiosk.voice.recordings import Recordings, read_list
from kiosk.voice.text_normaliser import load_wording, shipped_wording
from tests.sample import every_story

from .recorded import record

if TYPE_CHECKING:
    from pathlib import Path

WORDING = load_wording(shipped_wording())
STORIES = every_story()


def part(text: str, name: str = "故事/一-1", who: str = "客服", scene: str = "一") -> Part:
    return Part(Utterance(name, text), "故事", who, scene)


def test_every_spoken_line_of_every_story_stands_in_it_once() -> None:
    for story in STORIES:
        listed = [p.utterance for p in parts(story)]
        assert listed == list(Speaker(story).everything())
        assert all(p.who and p.scene for p in parts(story))


def test_a_character_is_named_as_in_the_story() -> None:
    names = {p.who for p in parts(STORIES[0])}
    assert {c.name for c in STORIES[0].cast} <= names | {"旁白"}
    assert "旁白" in names


def test_the_table_opens_in_wps_and_says_what_to_read(tmp_path: Path) -> None:
    _, path, _ = write_script(tmp_path, [part("请拨打96110。")], WORDING)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1] == ["故事/一-1.wav", "客服", "请拨打九六幺幺零。", "请拨打96110。", "一"]


def test_words_are_no_formula() -> None:
    assert "'=1+1" in table([part("=1+1")], WORDING)


def test_an_engines_tricks_are_not_read_out() -> None:
    told = Utterance("故事/一-1", "行长说便宜", readings=(("行长", "航掌"),))
    assert "行长说便宜" in table([Part(told, "故事", "旁白", "一")], WORDING)


class Tags(HTMLParser):
    """Collects what a page refers to and which tags it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [f"{k}={v}" for k, v in attrs if k in ("src", "href")]


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    page = page_of([part("<script>alert(1)</script>&")], WORDING, Recordings([]))
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.tags
    assert tags.outside == []
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_has_one_heading_a_character_and_one_a_scene() -> None:
    lines = [
        part("一", "故事/一-1", "客服", "一"),
        part("二", "故事/一-2", "旁白", "一"),
        part("三", "故事/二-1", "客服", "二"),
    ]
    page = page_of(lines, WORDING, Recordings([]))
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == 2
    assert page.index("<p>三</p>") < page.index("<p>二</p>")


def test_what_is_recorded_and_what_has_changed_is_marked(tmp_path: Path) -> None:
    done, changed = part("您好", "故事/一-1"), part("再见", "故事/一-2")
    write_script(tmp_path, [done, changed], WORDING)
    record(tmp_path, done.utterance)
    record(tmp_path, changed.utterance)
    write_script(tmp_path, [done, part("再会", "故事/一-2")], WORDING)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert page.count("已录") == 1
    assert page.count("词改过") == 1


def test_what_nobody_can_say_is_not_asked_for(tmp_path: Path) -> None:
    write_script(tmp_path, [part("……"), part("您好", "故事/一-2")], WORDING)
    assert list(read_list(tmp_path)) == ["故事/一-2"]


def test_the_interfaces_sentences_are_the_narrators() -> None:
    (one,) = interface_parts([Utterance("界面/say.help", "先停一停。")])
    assert (one.file, one.who) == ("界面/say.help.wav", "旁白")
