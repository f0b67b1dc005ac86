"""Each sentence lies in one pack, though several stories say it."""

from __future__ import annotations

from kiosk.speech import Utterance
from speech.lines import INTERFACE, wanted


def said(story: str, text: str, voice: str = "旁白") -> Utterance:
    return Utterance(f"{story}/1", text, voice)


def test_a_sentence_is_wanted_once_and_lies_with_the_interface_where_several_need_it() -> None:
    found = wanted(
        {
            INTERFACE: [said("interface", "请按确认。")],
            "甲": [said("甲", "先挂断。再问家人。"), said("甲", "先挂断。")],
            "乙": [said("乙", "再问家人。"), said("乙", "先挂断。", "女儿")],
        }
    )
    assert {
        pack: [(one.words, one.voice) for one in of_pack] for pack, of_pack in found.items()
    } == {
        INTERFACE: [("请按确认。", "旁白"), ("再问家人。", "旁白")],
        "甲": [("先挂断。", "旁白")],
        "乙": [("先挂断。", "女儿")],
    }
