"""What has changed is found and named for what it is: rewritten, new, gone, moved, renamed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paths import shipped
from kiosk.review.storyboard.changes import (
    PieceChange,
    SectionChange,
    changes,
    count,
    marked,
)
from kiosk.review.storyboard.pieces import Kind, Section, story_sections
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import NARRATOR, Choice, Line, Scenario, Scene
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import read_story

SCENARIOS = shipped("scenarios")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(SCENARIOS / "catalogue")[0]


@pytest.fixture(scope="module")
def story(catalogue: Catalogue) -> Scenario:
    data = Path(SCENARIOS / "冒充客服.yaml").read_bytes()
    scenario = read_story(data, "x.yaml", catalogue=catalogue).scenario
    assert scenario is not None
    return scenario


def with_scene(story: Scenario, name: str, **changed: object) -> Scenario:
    """Give a story in which one scene is otherwise."""
    scenes = (replace(s, **changed) if s.id == name else s for s in story.scenes)  # type: ignore[arg-type]
    return replace(story, scenes=tuple(scenes))


def scene_of(story: Scenario, name: str) -> Scene:
    return next(scene for scene in story.scenes if scene.id == name)


def found(old: Scenario, new: Scenario, catalogue: Catalogue) -> tuple[SectionChange, ...]:
    """Give what has changed in the words of the story; what follows in the debriefs is left out."""
    before, after = (
        story_sections(one, catalogue, usual_question="您怎么办？") for one in (old, new)
    )
    return tuple(one for one in changes(before, after) if not _title(one).startswith("复"))


def _title(change: SectionChange) -> str:
    section = change.new or change.old
    assert section is not None
    return section.number


def only(found: tuple[SectionChange, ...]) -> PieceChange:
    """Give the one piece that has changed."""
    (section,) = found
    (piece,) = section.pieces
    return piece


def test_one_changed_word_is_one_changed_part(story: Scenario, catalogue: Catalogue) -> None:
    scene = scene_of(story, "订单")
    first = replace(scene.choices[0], why="道理换了一句话。")
    new = with_scene(story, "订单", choices=(first, *scene.choices[1:]))
    piece = only(found(story, new, catalogue))
    (part,) = piece.parts
    assert (part.name, part.old, part.new) == ("为什么", scene.choices[0].why, first.why)
    assert count(found(story, new, catalogue)) == 1


def test_a_new_line_in_front_changes_no_line_behind_it(
    story: Scenario, catalogue: Catalogue
) -> None:
    scene = scene_of(story, "订单")
    new = with_scene(story, "订单", lines=(Line(NARRATOR, "电话里很吵。"), *scene.lines))
    piece = only(found(story, new, catalogue))
    assert piece.old is None
    assert piece.new is not None
    assert piece.new.parts[0].text == "电话里很吵。"


def test_a_line_that_is_gone_is_told_with_its_words(story: Scenario, catalogue: Catalogue) -> None:
    scene = scene_of(story, "订单")
    piece = only(found(story, with_scene(story, "订单", lines=scene.lines[1:]), catalogue))
    assert piece.new is None
    assert piece.old is not None
    assert piece.old.parts[0].text == scene.lines[0].text


def test_of_very_much_that_was_rewritten_each_line_stands_beside_the_one_in_its_place(
    story: Scenario, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_texts: str) -> float:
        raise AssertionError("this takes minutes")

    monkeypatch.setattr("kiosk.review.storyboard.changes._alike", asked)
    versions = (
        with_scene(
            story, "订单", lines=tuple(Line(NARRATOR, f"{word}{n:03}" * 5) for n in range(200))
        )
        for word in ("甲乙丙丁", "子丑寅卯")
    )
    (section,) = found(*versions, catalogue)
    paired = [(p.old.name, p.new.name) for p in section.pieces if p.old and p.new]
    assert paired == [(f"台词{n}", f"台词{n}") for n in range(1, 201)]


def test_choices_that_change_places_have_moved_and_keep_their_words(
    story: Scenario, catalogue: Catalogue
) -> None:
    one, *rest = scene_of(story, "订单").choices
    new = with_scene(story, "订单", choices=(*rest, one))
    piece = only(found(story, new, catalogue))
    assert piece.moved
    assert piece.parts == ()


def test_a_verdict_a_target_and_a_loss_are_told_by_their_names(
    story: Scenario, catalogue: Catalogue
) -> None:
    scene = scene_of(story, "银行")
    choice = next(choice for choice in scene.choices if choice.loss)
    other = replace(choice, loss=1, goto="登录", verdict=scene.choices[0].verdict)
    choices = tuple(other if one is choice else one for one in scene.choices)
    told = found(story, with_scene(story, "银行", choices=choices), catalogue)
    parts = {part.name: part for s in told for p in s.pieces for part in p.parts}
    assert (parts["判断"].old, parts["判断"].new) == ("上当", "稳妥")
    assert (parts["去"].old, parts["去"].new) == ("催款", "登录")
    assert any(
        part.name == "损失" and part.old == "20,000"
        for s in told
        for p in s.pieces
        for part in p.parts
    )
    assert {"防骗分", "损失"} & {p.new.name for s in told[:1] for p in s.pieces if p.new}


def test_a_scene_under_another_name_is_the_same_scene(
    story: Scenario, catalogue: Catalogue
) -> None:
    def renamed(choice: Choice) -> Choice:
        return replace(choice, goto="报工号") if choice.goto == "工号" else choice

    new = with_scene(story, "工号", id="报工号")
    scenes = tuple(replace(s, choices=tuple(map(renamed, s.choices))) for s in new.scenes)
    told = found(story, replace(new, scenes=scenes), catalogue)
    (scene,) = (one for one in told if one.new and one.new.key == "报工号")
    assert scene.renamed
    assert scene.old is not None
    assert scene.old.key == "工号"
    assert scene.pieces == ()


def test_a_new_scene_and_one_that_is_gone_are_told_whole(
    story: Scenario, catalogue: Catalogue
) -> None:
    extra = Scene(
        "多出来", story.scenes[0].channel, (Line(NARRATOR, "多出来的一幕。"),), goto="订单"
    )
    first = story.scenes[0]
    new = replace(story, scenes=(replace(first, goto="多出来"), extra, *story.scenes[1:]))
    for old, now, which in ((story, new, "new"), (new, story, "old")):
        told = found(old, now, catalogue)
        (scene,) = (one for one in told if one.old is None or one.new is None)
        section: Section | None = getattr(scene, which)
        assert section is not None
        assert section.key == "多出来"
        assert "多出来的一幕。" in {part.text for p in section.pieces for part in p.parts}
        (way,) = (one for one in told if one.old is not None and one.new is not None)
        assert [part.name for part in only((way,)).parts] == ["去"]


def test_a_wholly_new_story_shares_nothing_it_is_taken_for(
    story: Scenario, catalogue: Catalogue
) -> None:
    other = read_story(
        (SCENARIOS / "刷单返利.yaml").read_bytes(), "x.yaml", catalogue=catalogue
    ).scenario
    assert other is not None
    told = found(story, other, catalogue)
    assert not any(one.renamed for one in told)
    lines = {part.new for s in told for p in s.pieces for part in p.parts}
    assert {line.text for scene in other.scenes for line in scene.lines} <= lines


@given(st.text(max_size=40), st.text(max_size=40))
def test_marked_runs_give_both_texts_back(old: str, new: str) -> None:
    ours, theirs = marked(old, new)
    assert "".join(run.text for run in ours) == old
    assert "".join(run.text for run in theirs) == new
    assert [r.text for r in ours if r.kept] == [r.text for r in theirs if r.kept]


def test_a_figure_is_new_as_a_whole() -> None:
    ours, theirs = marked("损失 20,000 元", "损失 18,000 元")
    assert [run.text for run in ours if not run.kept] == ["20,000"]
    assert [run.text for run in theirs if not run.kept] == ["18,000"]


def test_what_debriefs_say_is_not_told_again(story: Scenario, catalogue: Catalogue) -> None:
    before, after = (
        story_sections(story, catalogue, usual_question="？", said={"最好的走法": (words,)})
        for words in ("来复盘。", "复盘了。")
    )
    assert any(piece.kind is Kind.SAID for section in after for piece in section.pieces)
    assert changes(before, after) == ()
