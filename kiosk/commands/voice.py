"""`kiosk voice`: speech to a file, and all lines ahead."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.common import add_data, add_scenarios, complain, library, say
from kiosk.paths import data_dir, shipped
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.words import Words


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    kinds = parser.add_subparsers(dest="voice_command", metavar="做什么", required=True)
    one = kinds.add_parser("say", help="把一句话读到 WAV 文件里")
    one.add_argument("text", metavar="TEXT", help="要读的话")
    one.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.wav", help="存到哪里")
    one.add_argument("--voice", default="旁白", metavar="名称", help="声音名称，见 voices.yaml")
    everything = kinds.add_parser("prepare", help="把所有台词的语音提前做好")
    add_scenarios(everything)
    add_data(everything)


def run(asked: Namespace) -> int:
    """Say a sentence into a file, or make all lines ahead."""
    from kiosk.voice.prepare import prepare  # noqa: PLC0415
    from kiosk.voice.say import CantSpeak, say_to_file  # noqa: PLC0415
    from kiosk.voice.voices import BadVoices, load_voices  # noqa: PLC0415

    try:
        voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
        if asked.voice_command == "say":
            if asked.voice not in voices:
                known = "、".join(voices)
                complain(f"没有叫“{asked.voice}”的声音，有：{known}。")
                return 2
            facts = say_to_file(asked.text, asked.out, voices[asked.voice])
            say(f"{asked.out}：{facts.seconds:.1f} 秒，{facts.engine}，读作“{facts.said}”")
            return 0
        done = prepare(
            _everything_spoken(asked.scenarios),
            voices,
            data_dir(asked.data) / "cache" / "voice",
            progress=_show_progress,
        )
    except (CantSpeak, BadVoices) as error:
        complain(f"{error}")
        return 1
    say(f"\n新做 {done.made} 句，原来就有 {done.had} 句，没做成 {len(done.failed)} 句。")
    for name in done.failed:
        say(f"  {name}")
    return 1 if done.failed else 0


def _everything_spoken(paths: list[Path]) -> list[Utterance]:
    words = Words.load(shipped("assets") / "words" / "zh-CN.toml")
    stories = library(paths).scenarios
    return [*words.sentences(), *(u for s in stories for u in Speaker(s).everything())]


def _show_progress(done: int, total: int, seconds: float) -> None:
    sys.stdout.write(f"\r{done}/{total}，还要 {seconds:.0f} 秒 ")
    sys.stdout.flush()
