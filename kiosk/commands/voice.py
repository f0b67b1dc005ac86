"""`kiosk voice`: hear the voice, make all lines ahead, and people's own recordings."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import add_data, add_scenarios, complain, library, playing, say
from kiosk.packs.live_sets import LiveSet, LiveSets, recordings_of
from kiosk.paths import data_dir, settings_file, shipped
from kiosk.process import prepare_pygame
from kiosk.scenario.schema import WrongValueError
from kiosk.settings import Settings, VoiceEngine, one_of
from kiosk.settings_file import load, problem_text
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.scenario.reading.library import Library
    from kiosk.speech import Utterance
    from kiosk.voice.recording_script import Part

DRAWN = (1920, 1080)
"""The screen whose debrief is said ahead."""

SECONDS_A_MINUTE = 60
NAMED_AT_ONCE = 20
"""Lines named one by one; the rest is only counted."""


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    kinds = parser.add_subparsers(dest="voice_command", metavar="做什么", required=True)
    one = kinds.add_parser("say", help="把一句话读到 WAV 文件里")
    one.add_argument("text", metavar="TEXT", help="要读的话")
    one.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.wav", help="存到哪里")
    one.add_argument("--voice", default="旁白", metavar="名称", help="声音名称，见 voices.yaml")
    everything = kinds.add_parser("prepare", help="把所有台词的语音提前做好")
    script = kinds.add_parser("script", help="写出录音稿：一页给人读，一张表")
    script.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="录音文件夹")
    read = kinds.add_parser("readings", help="写出每句话的拼音，一页，给人校对")
    read.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="存到哪里")
    look = kinds.add_parser("check", help="哪些台词有录音，哪些没有，哪些词改过了")
    record = kinds.add_parser("record", help="用这台机器的话筒一句一句地录")
    for each in (look, record):
        each.add_argument("--recordings", type=Path, metavar="DIR", help="录音文件夹，不写就按设置")
    for each in (one, everything):
        engines = "、".join(e.zh for e in VoiceEngine)
        each.add_argument("--engine", type=_engine, metavar="引擎", help=f"{engines}；不写就按设置")
    for each in (everything, script, read, look, record):
        add_scenarios(each)
    for each in (one, everything, look, record):
        add_data(each)


def run(asked: Namespace) -> int:
    """Do what is asked with the voice; 1 where something is missing or refused."""
    from kiosk.voice.say import CantSpeak  # noqa: PLC0415  each command brings its own
    from kiosk.voice.voices import BadVoices  # noqa: PLC0415  as above

    deeds = {
        "say": _say,
        "prepare": _prepare,
        "script": _script,
        "readings": _readings,
        "check": _check,
        "record": _record,
    }
    try:
        return deeds[asked.voice_command](asked)
    except (CantSpeak, BadVoices) as error:
        complain(f"{error}")
    return 1


def _engine(text: str) -> VoiceEngine:
    try:
        return one_of(VoiceEngine)(text)
    except WrongValueError as error:
        engines = "、".join(engine.zh for engine in VoiceEngine)
        raise ArgumentTypeError(f"没有“{text}”这种引擎，只能写{engines}之一。") from error


def _settings(asked: Namespace) -> Settings:
    settings, problems = load(settings_file(data_dir(asked.data)))
    for problem in problems:
        complain(problem_text(problem))
    engine = getattr(asked, "engine", None)
    return replace(settings, voice_engine=engine) if engine else settings


def _say(asked: Namespace) -> int:
    from kiosk.voice.engines import speaking_process  # noqa: PLC0415  as above
    from kiosk.voice.say import say_to_file  # noqa: PLC0415  as above
    from kiosk.voice.voices import load_voices  # noqa: PLC0415  as above

    voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
    if asked.voice not in voices:
        complain(f"没有叫“{asked.voice}”的声音，有：{'、'.join(voices)}。")
        return 2
    process = speaking_process(_settings(asked))
    facts = say_to_file(asked.text, asked.out, voices[asked.voice], process)
    if process.notice:
        complain(process.notice)
    say(f"{asked.out}：{facts.seconds:.1f} 秒，{facts.engine}，读作“{facts.said}”")
    return 0


def _prepare(asked: Namespace) -> int:
    from kiosk.voice.engines import speaking_process, speech_folders  # noqa: PLC0415  as above
    from kiosk.voice.prepare_all import prepare_all  # noqa: PLC0415  as above
    from kiosk.voice.voices import load_voices  # noqa: PLC0415  as above

    settings = _settings(asked)
    if settings.voice_engine is VoiceEngine.AUTOMATIC:
        _make_speech(asked)
    process = speaking_process(settings)
    live = _live(asked)
    stories = playing(asked.scenarios, live, data_dir(asked.data))
    lines = [part.utterance for part in _parts_of(stories)]
    done = prepare_all(
        [*lines, *_with_figures(stories, settings)],
        load_voices(shipped("scenarios") / "catalogue" / "voices.yaml"),
        data_dir(asked.data) / "cache" / "voice",
        recordings_of(settings, live),
        _show_progress,
        process,
        packs=speech_folders(settings, data_dir(asked.data)),
    )
    say(f"\n新做 {done.made} 段，原来就有 {done.had} 段；真人录音 {done.recorded} 句。")
    if process.notice:
        complain(process.notice)
    _name("没有做成，到时候只有字幕", done.failed)
    _name("录音是改动以前的话，没有用，请重录", [str(path) for path in done.old])
    if done.full:
        complain("语音放不下，最早做的已经删掉。请少放几个剧本。")
    return 1 if done.failed or done.old or done.full else 0


def _make_speech(asked: Namespace) -> None:
    """Have the maker, where it is installed, speak the site's own stories; what it can't is the engine's."""
    from kiosk.voice.engines import SPEECH  # noqa: PLC0415  as above
    from kiosk.voice.maker import maker_command, run_maker  # noqa: PLC0415  as above

    options = _scenario_options(asked)
    if not options:
        return  # what comes with the program has its speech with it
    folder = str(data_dir(asked.data) / SPEECH)
    command = maker_command("make", "--packs", folder, *options)
    if command and run_maker(command):
        complain("有的句子没有做成，改由语音引擎读。")


def _readings(asked: Namespace) -> int:
    from kiosk.voice.maker import maker_command, run_maker  # noqa: PLC0415  as above

    command = maker_command("readings", "-o", str(asked.out), *_scenario_options(asked))
    if command is None:
        complain(
            "拼音要由做语音的程序来写，这台机器没有装。请在能联网的电脑上运行 scripts/speech readings。"
        )
        return 1
    return run_maker(command)


def _scenario_options(asked: Namespace) -> list[str]:
    """Give the options that name the site's own stories: those asked for, else the live set's."""
    paths = list(asked.scenarios)
    live = _live(asked) if hasattr(asked, "data") else None
    if live is not None and live.held:
        paths = [live.stories]
    return [part for path in paths for part in ("--scenarios", str(path))]


def _script(asked: Namespace) -> int:
    from kiosk.voice.recording_script import write_script  # noqa: PLC0415  as above
    from kiosk.voice.text_normaliser import load_wording, shipped_wording  # noqa: PLC0415  as above

    parts = _everything(asked.scenarios)
    page, table, _ = write_script(asked.out, parts, load_wording(shipped_wording()))
    say(f"{page}：{len(parts)} 句，用浏览器打开，可以打印。")
    say(f"{table}：同样的内容，用 WPS 打开。")
    say(f"录好的文件按清单的文件名放进 {asked.out}，再在设置里写“录音目录”。")
    return 0


def _check(asked: Namespace) -> int:
    from kiosk.voice.recordings import Recordings, Standing, strays  # noqa: PLC0415  as above

    folder = _folder(asked)
    if folder is None:
        return 2
    lines = [part.utterance for part in _everything(asked.scenarios)]
    found = [Recordings([folder]).look(line) for line in lines]
    by = {s: [f for f in found if f.standing is s] for s in Standing}
    say(f"{folder}：{len(lines)} 句里有录音的 {len(by[Standing.RECORDED])} 句。")
    _name("录的是改动以前的话，没有用，请重录", [str(f.path) for f in by[Standing.OLD]])
    _name("格式不能用，请存成 WAV 或 OGG", [str(f.path) for f in by[Standing.FOREIGN]])
    lost = strays(folder, lines)
    _name("文件名不在清单里，没有用", [str(path) for path in lost])
    _name("还没有录音", [f"{f.utterance.id}　{f.utterance.text}" for f in by[Standing.MISSING]])
    return 1 if len(by[Standing.RECORDED]) < len(lines) or lost else 0


def _record(asked: Namespace) -> int:
    from kiosk.voice.microphone import Microphone, NoMicrophone  # noqa: PLC0415  as above
    from kiosk.voice.recording_script import read_aloud  # noqa: PLC0415  as above
    from kiosk.voice.recording_session import record  # noqa: PLC0415  as above
    from kiosk.voice.text_normaliser import load_wording, shipped_wording  # noqa: PLC0415  as above

    folder = _folder(asked)
    if folder is None:
        return 2
    wording = load_wording(shipped_wording())
    lines = [(p, read_aloud(p.utterance, wording)) for p in _everything(asked.scenarios)]
    try:
        microphone = Microphone()
    except NoMicrophone as error:
        complain(f"{error}")
        return 1
    try:
        made = record(lines, folder, microphone, input, say)
    finally:
        microphone.close()
    say(f"这次录了 {made} 句，放在 {folder}。")
    return 0


def _folder(asked: Namespace) -> Path | None:
    folder: Path | None = asked.recordings or _settings(asked).recordings
    if folder is None:
        complain("还不知道录音放在哪里。请加 --recordings 文件夹，或在设置里写“录音目录”。")
    return folder


def _everything(paths: list[Path]) -> list[Part]:
    """Give all that is spoken: the interface's sentences, then story by story."""
    return _parts_of(library(paths))


def _live(asked: Namespace) -> LiveSet | None:
    """Give the live set; None where other stories are asked for, which play alone."""
    return None if asked.scenarios else LiveSets(data_dir(asked.data)).current()


def _parts_of(stories: Library) -> list[Part]:
    from kiosk.voice.recording_script import interface_parts, parts  # noqa: PLC0415  as above

    told = (part for story in stories.scenarios for part in parts(story))
    return [*interface_parts(_words().sentences()), *told]


def _with_figures(stories: Library, settings: Settings) -> list[Utterance]:
    prepare_pygame()
    from kiosk import composition  # noqa: PLC0415  brings pygame, which the other commands do without
    from kiosk.review.computed_sentences import computed_sentences  # noqa: PLC0415  as above

    composition.drawing_without_display()
    return computed_sentences(
        composition.make_kit(DRAWN, composition.stories_of(stories), settings)
    )


def _words() -> Words:
    return Words.load(shipped("assets") / "words" / "zh-CN.toml")


def _name(what: str, which: Sequence[str]) -> None:
    if not which:
        return
    say(f"{what}（{len(which)}）：")
    for one in which[:NAMED_AT_ONCE]:
        say(f"  {one}")
    if len(which) > NAMED_AT_ONCE:
        say(f"  ……还有 {len(which) - NAMED_AT_ONCE} 个")


def _show_progress(done: int, total: int, seconds: float) -> None:
    minutes, rest = divmod(round(seconds), SECONDS_A_MINUTE)
    left = f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
    sys.stdout.write(f"\r{done}/{total}，还要 {left} ")
    sys.stdout.flush()
