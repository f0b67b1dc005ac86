"""Every screen can be read, pressed and heard; and the inspection that says so finds what it should.

Every state of the stories of the sample is looked at once, and every kind of screen at every size in every look:
which state where is dealt out by rule, the same each time. What has texts at their limit is whole, upright and where
room is shortest, in `tests/devices/test_devices.py`, and whether a story's texts have room at every size in
`tests/review/story_checks/test_text_fit.py`; all of all stories is looked at by `kiosk inspect`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Hashable, Iterable
from dataclasses import field, replace
from functools import cached_property
from itertools import count, groupby
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.paths import shipped
from kiosk.review import inspection
from kiosk.review.inspection_rules import contrast, overlap
from kiosk.review.screen_probe import Defect, InspectedScreen
from kiosk.screens.kit import KioskScreen, Session
from kiosk.speech import Heard, Utterance
from kiosk.ui.geometry import Box
from kiosk.ui.items import Blend, Disc, Fill, Group, Panel, Text
from kiosk.ui.screen import Item, Piece, Screen, SpokenPlace, Target, View, numbered
from kiosk.ui.text.fonts import Fonts
from kiosk.ui.text.paragraph import Paragraph, Style, lay
from kiosk.ui.theme import Colour, Look
from kiosk.values import dataclass
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, sampled, shared

ASSETS = shipped("assets")
VARIANTS = tuple((size, look) for size in (WIDE, UPRIGHT, SMALL) for look in Look)
FINEST = (FINE, Look.LARGE_CONTRAST)
"""Of the finest size one look: it is laid out as 1920x1080 is, and takes four times as long to draw."""
ACROSS = ((WIDE, Look.NORMAL), (SMALL, Look.LARGE), (UPRIGHT, Look.LARGE_CONTRAST))
"""Every size and every look once."""
SOME = 12

States = list[tuple[str, KioskScreen]]
Dealt = dict[tuple[tuple[int, int], Look], dict[str, KioskScreen]]


def faults(size: tuple[int, int], look: Look, states: States) -> list[str]:
    kit, surfaces = sampled(size)
    found = inspection.inspect_states(kit, surfaces, states, look)
    return [
        f"{one.rule} {one.text}: {', '.join(map(str, places[:3]))}"
        for one, places in inspection.grouped(found).items()
    ]


def kind(one: tuple[str, KioskScreen]) -> str:
    """Give what kind of screen a state is of; a scene and an outcome are another once they are open."""
    return f"{type(one[1]).__name__} {getattr(one[1], 'open', '')}"


def by_kind(states: Iterable[tuple[str, KioskScreen]]) -> States:
    """Give states in an order in which every so-manieth takes some of every kind."""
    return sorted(states, key=kind)


@pytest.fixture(scope="module")
def dealt() -> Dealt:
    """Give each state to one of the sizes and looks it is seen in, and each kind to all of them by turns."""
    found = {one: dict(states_of(*one)) for one in VARIANTS}
    every = {name: screen for states in found.values() for name, screen in states.items()}
    dealt: Dealt = {one: {} for one in VARIANTS}
    turn = count()
    for _, of_kind in groupby(by_kind(every.items()), kind):
        names = [name for name, _ in of_kind]
        for name in names:
            here = [one for one in VARIANTS if name in found[one]]
            one = here[next(turn) % len(here)]
            dealt[one][name] = found[one][name]
        for one in VARIANTS:
            if dealt[one].keys().isdisjoint(names):
                name = next(name for name in names if name in found[one])
                dealt[one][name] = found[one][name]
    return dealt


def states_of(size: tuple[int, int], look: Look) -> States:
    return inspection.states(sampled(size)[0], look)


@pytest.mark.ce  # it takes half a minute; what the other pygame draws otherwise is seen on some of them
@pytest.mark.parametrize(("size", "look"), VARIANTS, ids=str)
def test_nothing_is_wrong_with_any_screen(size: tuple[int, int], look: Look, dealt: Dealt) -> None:
    states = [*dealt[size, look].items()]
    kinds = {kind(one) for others in dealt.values() for one in others.items()}
    assert {kind(one) for one in states} == kinds
    assert not faults(size, look, states)


@pytest.mark.ce  # as above
def test_nothing_is_wrong_with_some_at_the_finest_size() -> None:
    states = by_kind(states_of(*FINEST))
    assert not faults(*FINEST, states[:: len(states) // SOME])


@pytest.mark.once  # the other pygame looks at all of them
@pytest.mark.parametrize(("size", "look"), ACROSS, ids=str)
def test_nothing_is_wrong_with_some(size: tuple[int, int], look: Look) -> None:
    states = by_kind(states_of(size, look))
    assert not faults(size, look, states[:: len(states) // (2 * SOME)])


# What the rules find -----------------------------------------------------------------------------

INK: Colour = (0, 0, 0)
PAPER: Colour = (255, 255, 255)
EM = 46


@dataclass(frozen=True, eq=False, kw_only=True)
class Probe(KioskScreen):
    """A screen made for a rule."""

    shown: View
    lines: tuple[str, ...] = ("您好",)
    name: str = "probe"

    @property
    def identity(self) -> Hashable:
        return self.name

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        told = (Utterance(f"story/{n}", text) for n, text in enumerate(self.lines))
        return tuple(numbered("line", told))

    def view(self, now: float, heard: Heard) -> View:  # noqa: ARG002
        return self.shown


def words(text: str, px: int = EM, width: int = 10_000, ink: Colour = INK) -> Paragraph:
    return lay(shared(WIDE)[0].fonts, text, Style(px, ink), width)


def stay(probe: Probe) -> Callable[[float], Screen]:
    return lambda _: probe


@dataclass
class Made:
    """What a probe shows: a paper, and what a test adds."""

    items: list[Item] = field(default_factory=lambda: [Fill(Box(0, 0, *WIDE), PAPER)])
    targets: list[Target] = field(default_factory=list)
    said: list[SpokenPlace] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    lines: tuple[str, ...] = ("您好",)

    def text(
        self, x: int, y: int, text: str = "您好您好", *, px: int = EM, line: int | None = 0
    ) -> None:
        paragraph = words(text, px)
        self.items.append(Text(x, y, paragraph))
        if line is not None:
            self.said.append(SpokenPlace(("line", line), x, y, paragraph))

    def target(
        self,
        box: Box,
        name: str = "main",
        *,
        keys: tuple[str, ...] = ("enter",),
        label: str = "继续",
        bare: bool = False,
        leads: str = "next",
    ) -> None:
        goal = Probe(shared(WIDE)[0], Session(1), shown=View(()), name=leads)
        self.targets.append(Target(name, box, stay(goal), label, keys, bare))

    @property
    def screen(self) -> Probe:
        view = View(tuple(self.items), tuple(self.targets), tuple(self.said), self.left_out)
        return Probe(shared(WIDE)[0], Session(1), shown=view, lines=self.lines)

    def rules(self) -> set[str]:
        found = {one.rule for one in inspection.inspect(self.screen, shared(WIDE)[1])}
        # What is seen and not heard, and the other way round, has tests of its own.
        return found - {"没有读音", "字幕不全"}


def good() -> Made:
    made = Made()
    made.text(200, 200)
    made.items.append(Panel(Box(200, 600, 400, 120), PAPER, 20))
    made.text(240, 630, "继续", line=None)
    made.target(Box(200, 600, 400, 120))
    return made


def test_a_good_screen_has_nothing_wrong() -> None:
    assert good().rules() == set()


def test_a_row_that_ends_inside_a_word_is_found() -> None:
    made = good()
    broken = lay(Fonts(ASSETS / "fonts"), "陌生来电要您共享屏幕", Style(EM, INK), 7 * EM)
    made.items.append(Text(200, 300, broken))
    assert made.rules() == {"词被断开"}
    made.items[-1] = Text(200, 300, words("陌生来电要您共享屏幕", width=7 * EM))
    assert made.rules() == set()


def test_text_off_the_screen_is_found() -> None:
    made = good()
    made.text(WIDE[0] - 60, 300, line=None)
    assert made.rules() == {"出屏幕"}


def test_a_target_off_the_screen_is_found() -> None:
    made = good()
    made.target(Box(1700, 900, 400, 120), "other", keys=("1",))
    assert "出屏幕" in made.rules()


def test_text_over_text_is_found_and_rows_that_only_come_near_are_not() -> None:
    made = good()
    made.text(200, 200 + words("您").leading, line=None)
    assert made.rules() == set()
    made.text(230, 215, line=None)
    assert "文字重叠" in made.rules()


def test_text_that_sticks_out_of_its_card_to_any_side_is_found() -> None:
    sides = {"right": 910, "both": 850, "left": 710}
    found = {}
    for side, x in sides.items():
        made = good()
        made.items.append(Panel(Box(900, 200, 100, 90), (240, 240, 240), 10))
        made.text(x, 210, "您好您好您", line=None)
        found[side] = made.rules()
    assert found == {side: {"出框"} for side in sides}


def test_text_under_something_is_found() -> None:
    box = Box(190, 190, 90, 90)
    covers: list[Item] = [Panel(box, PAPER, 4), Disc(box, PAPER), Blend(box, PAPER, PAPER)]
    unseen = []
    for cover in covers:
        made = good()
        made.items.append(cover)
        if "被盖住" not in made.rules():
            unseen.append(cover)
    assert unseen == []


def test_text_on_a_strange_target_is_found_and_its_own_label_is_not() -> None:
    made = good()
    made.text(560, 640, "继续继续", line=None)
    assert "压到按钮" in made.rules()


def test_text_without_room_is_found() -> None:
    assert replace(good(), left_out=("您好",)).rules() == {"放不下"}


def test_what_is_heard_has_ten_millimetres_and_labels_seven_and_a_half() -> None:
    found = {}
    for line, px in ((1, 41), (1, 40), (None, 31), (None, 30)):
        made = good()
        made.items.append(Fill(Box(1000, 100, 800, 200), PAPER))
        made.text(1010, 110, "标签", px=px, line=line)
        made.lines = ("您好", "标签")
        found[px] = made.rules()
    assert found == {41: set(), 40: {"字太小"}, 31: set(), 30: {"字太小"}}


def test_the_larger_of_two_places_of_the_same_words_counts() -> None:
    made = good()
    made.text(1000, 300, "您好您好", px=34)
    assert made.rules() == set()


def test_a_choice_has_ten_millimetres() -> None:
    made = good()
    box = Box(800, 600, 600, 120)
    made.items.append(Panel(box, PAPER, 10))
    made.text(840, 620, "挂断", px=36, line=None)
    made.target(box, "choice-1", keys=("1",), leads="chosen")
    assert made.rules() == {"字太小"}


def test_a_target_too_small_or_too_near_is_found() -> None:
    wanted = {
        Box(200, 900, 400, 79): {"按钮太小"},
        Box(200, 900, 70, 120): {"按钮太小"},
        Box(620, 600, 300, 120): {"按钮太近"},
        Box(200, 740, 400, 120): {"按钮太近"},
    }
    found = {}
    for box in wanted:
        made = good()
        made.target(box, "other", keys=("1",), leads="other")
        found[box] = made.rules()
    assert found == wanted


def test_a_target_where_staff_knock_is_found_and_the_screen_as_a_whole_is_none() -> None:
    made = good()
    made.target(Box(0, 0, *WIDE), "anywhere", bare=True, leads="other")
    assert made.rules() == set()
    made.target(Box(100, 100, 400, 120), "other", keys=("1",), leads="other")
    assert "敲门处有按钮" in made.rules()


def test_bare_targets_may_be_anything() -> None:
    made = good()
    made.target(Box(210, 610, 30, 30), "device", keys=(), label="", bare=True)
    assert made.rules() == set()


def test_pale_words_are_found_by_the_pixels_under_them() -> None:
    made = good()
    made.items.insert(1, Fill(Box(180, 180, 400, 120), (90, 90, 90)))
    assert made.rules() == {"对比不够"}


def test_pale_words_within_a_turned_group_are_found() -> None:
    group = Group(
        Box(0, 0, 600, 300),
        (Fill(Box(0, 0, 600, 300), (90, 90, 90)), Text(20, 20, words("您好"))),
        -4.0,
    )
    probe = Probe(shared(WIDE)[0], Session(1), shown=View((group,)))
    assert [one.rule for one in contrast.check(InspectedScreen.of(probe, shared(WIDE)[1]))] == [
        "对比不够"
    ]


def test_a_words_place_within_a_group_counts_from_the_group() -> None:
    group = Group(Box(1800, 500, 100, 100), (Text(60, 20, words("您好")),))
    probe = Probe(shared(WIDE)[0], Session(1), shown=View((group,)))
    assert "出屏幕" in {
        one.rule for one in overlap.check(InspectedScreen.of(probe, shared(WIDE)[1]))
    }


def test_a_target_without_a_key_is_found_unless_a_key_leads_to_the_same() -> None:
    made = good()
    made.target(Box(800, 600, 300, 120), "other", keys=(), leads="elsewhere")
    assert made.rules() == {"没有按键"}
    made = good()
    made.target(Box(800, 600, 300, 120), "other", keys=(), leads="next")
    assert made.rules() == set()


def test_a_key_that_two_targets_want_is_found() -> None:
    made = good()
    made.target(Box(800, 600, 300, 120), "other", keys=("enter",), leads="elsewhere")
    assert made.rules() == {"按键重复"}


def test_two_targets_of_one_name_are_found() -> None:
    made = good()
    made.target(Box(800, 600, 300, 120), "main", keys=("1",), leads="elsewhere")
    assert made.rules() == {"按钮重名"}


def test_a_target_nobody_could_name_is_found() -> None:
    made = good()
    made.target(Box(800, 600, 300, 120), "other", keys=("1",), label=" ", leads="elsewhere")
    assert made.rules() == {"没有名称"}


def test_a_silent_screen_is_found() -> None:
    made = replace(good(), lines=())
    assert made.rules() == {"没有声音"}


def test_what_is_heard_and_not_seen_is_found() -> None:
    made = good()
    made.said.clear()
    assert made.rules() == {"没有字幕"}


def test_findings_are_told_once_with_all_their_places_those_of_one_rule_together() -> None:
    where = [inspection.Occurrence(WIDE, Look.NORMAL, name) for name in "ab"]
    small, cut, other = Defect("字太小", "x"), Defect("放不下", "y"), Defect("字太小", "z")
    found = [(where[0], small), (where[0], cut), (where[1], small), (where[1], other)]
    groups = inspection.grouped(found)
    assert {one.rule for one in list(groups)[:2]} == {"字太小"}
    assert groups == {small: where, cut: where[:1], other: where[1:]}


def test_the_command_says_what_it_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(Path(__file__).parents[2] / "docs" / "example-story.yaml", tmp_path)
    asked = ["inspect", "--scenarios", str(tmp_path), "--size", "1366x768", "--look", "normal"]
    asked += ["--only", "^退出$"]
    assert cli.main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"looked": 1, "findings": []}
    assert cli.main(asked) == 0
    assert "看了 1 个画面：0 种错误" in capsys.readouterr().out
    assert cli.main([*asked[:-1], "("]) == 2
