"""The plays written down beside each shipped story are played again, and are the ones that matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Kind, Scenario, Verdict
from kiosk.scenario.reading.reader import read, read_story
from kiosk.visit.transcript import (
    FOLDER,
    Transcript,
    as_yaml,
    differences,
    played,
    record,
    transcribe,
)
from tests.sample import ALL, SAMPLE, story_of

from .stories import choice, scene, story

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-story.yaml"


def transcript_of(text: str, name: str = "走法.yaml") -> Transcript:
    reading = read(text.encode(), Transcript, name)
    assert reading.manuscript.problems == []
    assert isinstance(reading.value, Transcript)
    return reading.value


@pytest.fixture(params=ALL, ids=lambda file: file.stem)
def shipped(request: pytest.FixtureRequest) -> tuple[Scenario, Transcript]:
    file: Path = request.param
    beside = file.parent / FOLDER / file.name
    return story_of(file), transcript_of(beside.read_text(encoding="utf-8"), beside.name)


def test_every_play_written_down_goes_as_it_went(shipped: tuple[Scenario, Transcript]) -> None:
    story, transcript = shipped
    again = "走法变了。如果是有意改的，运行 kiosk play 剧本.yaml --transcript 重新写"
    assert list(differences(story, transcript)) == [], again


def test_the_plays_that_matter_are_written_down(shipped: tuple[Scenario, Transcript]) -> None:
    story, transcript = shipped
    plays = transcript.plays
    scores = {one.score for one in plays}
    assert max(scores) == 100
    assert min(scores) <= 20
    assert {one.trail[-1] for one in plays} == {ending.id for ending in story.endings}
    rescued = [
        one for one in plays if Verdict.FALL in one.verdicts and one.verdicts[-1] is Verdict.SAFE
    ]
    assert rescued
    if story.kind is Kind.SCAM:
        assert all(one.spotted_at for one in rescued)


def test_each_story_has_a_transcript_and_each_transcript_a_story() -> None:
    found = {file.name for file in (ROOT / "scenarios" / FOLDER).iterdir()}
    assert found == {file.name for file in ALL}


def test_a_transcript_comes_back_from_its_file_as_it_was() -> None:
    for file in (*SAMPLE, EXAMPLE):
        story = story_of(file)
        made = transcribe(story)
        assert transcript_of(as_yaml(story, made)) == made


def test_names_yaml_would_misread_come_back() -> None:
    story = story_of(EXAMPLE)
    for name in ("a: b", "- a", "#1", "it's", "[甲]", "'", " 甲 "):
        made = Transcript(story.id, (record(name, played(story, (1,))),))
        assert transcript_of(as_yaml(story, made)).plays[0].name == name.strip()


def test_a_change_of_the_story_shows_and_a_reworded_line_does_not() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    transcript = transcribe(story_of(EXAMPLE))

    def told(old: str, new: str) -> str:
        assert old in text
        changed = read_story(text.replace(old, new, 1).encode(), "改.yaml").scenario
        assert changed is not None
        return "；".join(differences(changed, transcript))

    assert told("文字: 下午三点，您收到一条短信。", "文字: 您收到一条短信。") == ""
    assert "损失" in told("损失: 8000", "损失: 9000")
    assert "判断" in told("判断: 冒险", "判断: 上当")
    assert "泄露" in told("泄露: [银行卡号, 验证码]", "泄露: [银行卡号]")
    assert "经过" in told("        去: 又要钱", "        去: 女儿来了")
    story = story_of(EXAMPLE)
    first, *rest = story.scenes
    shorter = replace(story, scenes=(replace(first, choices=first.choices[:1]), *rest))
    assert "走不下去" in "；".join(differences(shorter, transcript))
    assert "是剧本" in told("编号: kuaidi-duanxin", "编号: kuaidi-2")


def test_what_was_written_wrongly_shows() -> None:
    story = story_of(EXAMPLE)
    transcript = transcribe(story)
    for change in ({"score": 7}, {"spotted_at": 9}, {"trail": ("短信来了",)}, {"choices": (9,)}):
        worse = replace(transcript.plays[0], **change)
        assert list(differences(story, replace(transcript, plays=(worse,))))


def test_a_faulty_transcript_is_told_by_line_and_column() -> None:
    story = story_of(EXAMPLE)
    text = as_yaml(story, transcribe(story)).replace("稳妥", "稳安", 1)
    (problem,) = read(text.encode(), Transcript, "走法.yaml").manuscript.problems
    assert problem.code == "unknown-name"
    assert problem.source[problem.column - 1 :].startswith("稳安")


def test_the_command_prints_what_is_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    file = ALL[0]
    assert main(["play", str(file), "--transcript"]) == 0
    written = (file.parent / FOLDER / file.name).read_text(encoding="utf-8")
    assert capsys.readouterr().out == written
    best = Graph(story_of(file)).extremes()
    assert best is not None
    made = ",".join(str(index + 1) for index in best.best_choices)
    assert main(["play", str(file), "--transcript", "--choices", made]) == 0
    (one,) = transcript_of(capsys.readouterr().out).plays
    assert one.score == 100
    assert main(["play", str(file), "--transcript", "--choices", "9"]) == 1


def test_after_a_fall_that_is_stopped_nothing_careless_comes_though_it_were_shorter() -> None:
    told = story(
        scene("one", choice("good", Verdict.SAFE), choice("two", Verdict.FALL)),
        scene("two", choice("soon", Verdict.RISKY), choice("long", Verdict.SAFE)),
        scene("soon", choice("good", Verdict.SAFE)),
        scene("long", choice("longer", Verdict.SAFE)),
        scene("longer", choice("good", Verdict.SAFE)),
    )
    (stopped,) = [one for one in transcribe(told).plays if one.name == "上当以后停住"]
    assert stopped.verdicts == (Verdict.FALL, Verdict.SAFE, Verdict.SAFE, Verdict.SAFE)
