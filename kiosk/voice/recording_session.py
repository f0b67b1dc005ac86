"""Recording line by line: what is asked and told, apart from keyboard and microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.voice.microphone import fault_of, save
from kiosk.voice.recordings import Recordings, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.voice.microphone import Microphone
    from kiosk.voice.recording_script import Part

HOW = "回车：开始录；再按回车：录完。s 跳过，b 回到上一句，q 结束。"


def record(
    lines: Sequence[tuple[Part, str]],
    folder: Path,
    microphone: Microphone,
    ask: Callable[[str], str],
    tell: Callable[[str], None],
) -> int:
    """Have the lines that aren't recorded yet recorded, each with what is read; give how many were.

    `ask` gives what was typed after a prompt, and raises EOFError where nothing more will be; a
    recording that doesn't serve is told and asked for again. Raises OSError where the folder can't
    be written.
    """
    recorded = Recordings([folder])
    waiting = [
        line for line in lines if recorded.look(line[0].utterance).standing is not Standing.RECORDED
    ]
    made: set[str] = set()
    place = 0
    tell(f"还有 {len(waiting)} 句。{HOW}")
    while 0 <= place < len(waiting):
        part, said = waiting[place]
        tell(f"\n[{place + 1}/{len(waiting)}] {part.who}　{part.scene}\n　{said}")
        try:
            word = ask("> ").strip().lower()
            if word in ("s", "b", "q"):
                if word == "q":
                    break
                place = max(0, place - 1) if word == "b" else place + 1
                continue
            microphone.start()
            try:
                ask("正在录，读完按回车 ")
            finally:
                values = microphone.stop()
        except EOFError:
            break
        fault = fault_of(values, part.utterance.text)
        if fault:
            tell(f"{fault}请再录一次。")
            continue
        save(folder, part.utterance.id, part.utterance.text, values)
        made.add(part.utterance.id)
        place += 1
    return len(made)
