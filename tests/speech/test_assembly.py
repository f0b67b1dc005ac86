from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from kiosk.voice import timeline
from kiosk.voice.text_normaliser import Said, load_wording, shipped_wording
from speech import pack
from speech.assembly import SILENT_ENDS_MS, assembled
from speech.pack import Entry, Pack
from speech.sentences import PROFILE, REST_MS, sentences


def packed(folder: Path, *words: str, name: str = "story") -> Pack:
    path = folder / f"{name}.zip"
    clips = []
    for one in words:
        count = sum(c.isalnum() for c in one)
        starts = tuple(50 + 250 * n for n in range(count))
        clips.append((Entry(one, "旁白", "", "", 110 + 250 * count, starts), b"sound"))
    pack.write(path, clips)
    return Pack(path)


def test_a_line_is_its_sentences_with_rests_between(tmp_path: Path) -> None:
    packs = [packed(tmp_path, "您选了：", "挂断。")]
    line = assembled(Said.as_written("您选了：挂断。"), "旁白", packs)
    assert line is not None
    first, second = line.pieces
    assert first.at_ms == 0
    assert second.at_ms == first.entry.ms + REST_MS["："] - SILENT_ENDS_MS
    assert line.ms == second.at_ms + second.entry.ms


def test_every_character_is_lit_when_its_own_clip_says_it(tmp_path: Path) -> None:
    text = "您选了：“挂断。”"
    line = assembled(Said.as_written(text), "旁白", [packed(tmp_path, "您选了：", "挂断。")])
    assert line is not None
    assert [text[place] for place, _ in line.marks] == list("您选了挂断")
    assert all(before < after for (_, before), (_, after) in pairwise(line.marks))
    shown = timeline.of_marks(text, Said.as_written(text), line.marks, line.ms / 1000)
    assert shown.reached(line.pieces[1].at_ms / 1000 + 0.06) == text.index("挂") + 1


def test_a_line_is_spoken_whole_or_not_at_all(tmp_path: Path) -> None:
    packs = [packed(tmp_path, "您选了：")]
    assert assembled(Said.as_written("您选了：挂断。"), "旁白", packs) is None
    assert assembled(Said.as_written("您选了："), "我", packs) is None
    assert assembled(Said.as_written("……"), "旁白", packs) is None


def test_a_line_takes_from_several_packs_the_first_before_the_rest(tmp_path: Path) -> None:
    story = packed(tmp_path, "挂断。")
    common = packed(tmp_path, "您选了：", "挂断。", name="interface")
    line = assembled(Said.as_written("您选了：挂断。"), "旁白", [story, common])
    assert line is not None
    assert [piece.pack for piece in line.pieces] == [common, story]


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
