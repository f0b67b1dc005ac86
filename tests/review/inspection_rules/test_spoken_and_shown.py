"""All that is seen is heard, and all that is heard is seen."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from pathlib import Path

from kiosk.review.inspection_rules import spoken_and_shown
from kiosk.review.inspection_rules.spoken_and_shown import EXEMPTIONS
from kiosk.review.screen_probe import InspectedScreen
from kiosk.scenario.spoken import spelled
from kiosk.screens.kit import KioskScreen, Session
from kiosk.speech import Heard, Utterance
from kiosk.ui.items import Text
from kiosk.ui.screen import Piece, View, numbered
from kiosk.ui.text.paragraph import Style, lay
from kiosk.values import dataclass
from tests.kits import WIDE, shared

PAGE = Path(__file__).parents[3] / "docs/visual-language.md"


@dataclass(frozen=True, eq=False, kw_only=True)
class Probe(KioskScreen):
    """A screen that shows some texts and says some lines; a caption stands while its line is said."""

    texts: tuple[str, ...]
    lines: tuple[str, ...]
    captions: bool = False

    @property
    def identity(self) -> Hashable:
        return "probe"

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        told = (Utterance(f"story/{n}", text) for n, text in enumerate(self.lines))
        return tuple(numbered("line", told))

    def view(self, now: float, heard: Heard) -> View:  # noqa: ARG002
        caption = (heard.utterance.text,) if self.captions and heard.utterance else ()
        fonts = self.kit.fonts
        laid = [lay(fonts, text, Style(46, (0, 0, 0)), 10**4) for text in (*self.texts, *caption)]
        return View(
            tuple(Text(100, 100 * n, paragraph) for n, paragraph in enumerate(laid, start=1))
        )


def rules(texts: tuple[str, ...], lines: tuple[str, ...], *, captions: bool = True) -> set[str]:
    kit, surfaces = shared(WIDE)
    probe = Probe(kit, Session(1), texts=texts, lines=lines, captions=captions)
    return {one.rule for one in spoken_and_shown.check(InspectedScreen.of(probe, surfaces))}


SAME_SENSE = [
    ("您好", "您好。"),
    ("“您好”，请坐", "请坐！您好"),
    ("¥20,000", "还剩20000元。"),
    ("−20,000", "少了20000元。"),
    ("第 2 步", "第二步。"),
    ("3 分 12 秒", "这一次花了3 分 12 秒。"),
    ("国家反诈中心 App", "装上国家反诈中心App。"),
]
OTHER_SENSE = [
    ("您好", "再见。"),
    ("¥20,000", "还剩2000元。"),
    ("您好，请坐", "您好。"),
    ("第 2 步", "第三步。"),
]


def test_what_is_said_in_other_words_of_the_same_sense_counts() -> None:
    found = {(shown, said): rules((shown,), (said,)) for shown, said in SAME_SENSE}
    assert found == {pair: set() for pair in SAME_SENSE}


def test_what_is_seen_and_not_said_is_found() -> None:
    found = {(shown, said): rules((shown,), (said,)) for shown, said in OTHER_SENSE}
    assert found == {pair: {"没有读音"} for pair in OTHER_SENSE}


def test_what_is_said_and_stands_nowhere_meanwhile_is_found() -> None:
    assert rules((), ("按回车键，继续。",), captions=False) == {"字幕不全"}
    assert rules(("按回车键",), ("按回车键，继续。",), captions=False) == {"字幕不全"}
    assert rules(("继续", "按回车键"), ("按回车键，继续。",), captions=False) == set()


def test_a_scene_is_whole_both_ways() -> None:
    kit, surfaces = shared(WIDE)
    screen = kit.flow.story(Session(1), kit.deck.scenarios[0], 0)
    assert list(spoken_and_shown.check(InspectedScreen.of(screen, surfaces))) == []


def test_every_exemption_gives_its_reason_on_the_page_and_names_words_that_exist() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    words = shared(WIDE)[0].words
    for one in EXEMPTIONS:
        assert one.reason in page
        assert all(words.has(key) for key in one.keys)


def test_an_address_is_said_letter_by_letter() -> None:
    assert spelled("https://yh-b5.invalid/a") == "Y H 短横， B 五 点， I N V A L I D 斜杠， A"
