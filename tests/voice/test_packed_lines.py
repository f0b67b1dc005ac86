"""A line of ready-made speech is its sentences' clips: found together, said one after another, lit by their times."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from kiosk.voice import timeline
from kiosk.voice.sentences import REST_MS, sentences
from kiosk.voice.speech_pack import PROFILE, SILENT_ENDS_MS, PackedLine, SpeechPacks
from kiosk.voice.text_normaliser import Said, load_wording, shipped_wording

from .packs import spoken, write_pack


def packed(folder: Path, *words: str) -> Path:
    write_pack(folder / "story.zip", *map(spoken, words))
    return folder


def assembled(said: Said, voice: str, folders: list[Path]) -> PackedLine | None:
    return SpeechPacks(folders).line(said, voice)


def test_a_line_is_its_sentences_with_rests_between(tmp_path: Path) -> None:
    packs = [packed(tmp_path, "您选了：", "挂断。")]
    line = assembled(Said.as_written("您选了：挂断。"), "旁白", packs)
    assert line is not None
    first, second = line.sentences
    assert first.begins_ms == 0
    assert second.begins_ms == first.entry.ms + REST_MS["："] - SILENT_ENDS_MS
    assert line.ms == second.begins_ms + second.entry.ms


def test_every_character_is_lit_when_its_own_clip_says_it(tmp_path: Path) -> None:
    text = "您选了：“挂断。”"
    line = assembled(Said.as_written(text), "旁白", [packed(tmp_path, "您选了：", "挂断。")])
    assert line is not None
    assert [text[place] for place, _ in line.marks] == list("您选了挂断")
    assert all(before < after for (_, before), (_, after) in pairwise(line.marks))
    shown = timeline.of_marks(text, Said.as_written(text), line.marks, line.ms / 1000)
    assert shown.reached(line.sentences[1].begins_ms / 1000 + 0.06) == text.index("挂") + 1


def test_a_line_is_spoken_whole_or_not_at_all(tmp_path: Path) -> None:
    packs = [packed(tmp_path, "您选了：")]
    assert assembled(Said.as_written("您选了：挂断。"), "旁白", packs) is None
    assert assembled(Said.as_written("您选了："), "我", packs) is None
    assert assembled(Said.as_written("……"), "旁白", packs) is None


def test_a_line_takes_from_several_packs_the_first_before_the_rest(tmp_path: Path) -> None:
    story = packed(tmp_path / "story", "挂断。")
    common = packed(tmp_path / "common", "您选了：", "挂断。")
    line = assembled(Said.as_written("您选了：挂断。"), "旁白", [story, common])
    assert line is not None
    assert [one.pack.path.parent for one in line.sentences] == [common, story]


def test_figures_and_letters_are_lit_as_they_are_written(tmp_path: Path) -> None:
    text = "打开App，转20,000元。"
    said = load_wording(shipped_wording()).word(text, PROFILE)
    words = [one.words for one in sentences(said)]
    line = assembled(said, "旁白", [packed(tmp_path, *words)])
    assert line is not None
    shown = timeline.of_marks(text, said, line.marks, line.ms / 1000)
    assert shown.upto[-1] >= text.index("元") + 1
    assert shown.reached(line.marks[2][1] / 1000) == text.index("App") + 1
    money = next(ms for place, ms in line.marks if said.text[place] == "两")
    assert shown.reached(money / 1000) == text.index("元")
