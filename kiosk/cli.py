"""The program `kiosk`: one command for people, the rest for staff, reviewers and tests.

Exit code everywhere: 0 all well, 1 problems found or refused, 2 a bad call.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.paths import NotShippedError, data_dir

COMMANDS = ("run", "check", "play", "gallery", "voice", "doctor")
SIZES = ("1920x1080", "1080x1920", "3840x2160", "1366x768")


def size(text: str) -> tuple[int, int]:
    """Read WIDTHxHEIGHT in pixels."""
    match = re.fullmatch(r"([1-9][0-9]{2,4})[xX×*]([1-9][0-9]{2,4})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是尺寸，要写成 1280x720 这样")
    return int(match[1]), int(match[2])


def choices(text: str) -> tuple[int, ...]:
    """Read choices such as 1,2,1; each counts from 1."""
    if not re.fullmatch(r"\s*|\s*[1-9](\s*[,，、 ]\s*[1-9])*\s*", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是选择，要写成 1,2,1 这样")
    return tuple(int(digit) for digit in re.findall(r"[1-9]", text))


def parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    root = argparse.ArgumentParser(
        prog="kiosk", description="反诈互动训练一体机。不写命令就全屏运行。"
    )
    commands = root.add_subparsers(dest="command", metavar="命令", required=True)
    _add_run(commands.add_parser("run", help="全屏运行（不写命令时也是它）"))
    check = commands.add_parser("check", help="检查剧本，一次列出所有问题")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="剧本文件或文件夹")
    check.add_argument("--json", action="store_true", help="输出给程序读的 JSON")
    play = commands.add_parser("play", help="不用屏幕，按选择走一遍剧本")
    play.add_argument("file", type=Path, metavar="FILE", help="剧本文件")
    play.add_argument(
        "--choices", type=choices, default=(), metavar="1,2,1", help="依次选第几个，从 1 数起"
    )
    play.add_argument("--json", action="store_true", help="输出给程序读的 JSON")
    gallery = commands.add_parser("gallery", help="把每个画面存成 PNG，不需要显示器")
    gallery.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="存到哪里")
    gallery.add_argument(
        "--size",
        type=size,
        action="append",
        metavar="WxH",
        help=f"屏幕尺寸，可以写几次；不写就是 {'、'.join(SIZES)}",
    )
    gallery.add_argument("--large", action="store_true", help="大字")
    gallery.add_argument("--contrast", action="store_true", help="大字、高对比")
    gallery.add_argument("--only", default="", metavar="正则", help="只要名称符合的画面")
    gallery.add_argument("--scenarios", type=Path, action="append", default=[], metavar="DIR")
    _add_voice(commands.add_parser("voice", help="听声音，提前准备语音"))
    doctor = commands.add_parser("doctor", help="看这台机器缺什么，怎么办")
    doctor.add_argument("--json", action="store_true", help="输出给程序读的 JSON")
    for command in (doctor, *commands.choices["voice"].voice_commands):  # type: ignore[attr-defined]
        command.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹")
    doctor.add_argument("--scenarios", type=Path, action="append", default=[], metavar="DIR")
    return root


def _add_run(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--windowed", type=size, metavar="WxH", help="开一个窗口而不是全屏，例如 1280x720"
    )
    command.add_argument(
        "--scenarios", type=Path, action="append", default=[], metavar="DIR", help="剧本文件夹"
    )
    command.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹")


def _add_voice(voice: argparse.ArgumentParser) -> None:
    kinds = voice.add_subparsers(dest="voice_command", metavar="做什么", required=True)
    say = kinds.add_parser("say", help="把一句话读到 WAV 文件里")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.wav")
    say.add_argument("--voice", default="旁白", metavar="名称", help="声音名称，见 voices.yaml")
    prepare = kinds.add_parser("prepare", help="把所有台词的语音提前做好")
    prepare.add_argument("--scenarios", type=Path, action="append", default=[], metavar="DIR")
    voice.voice_commands = (say, prepare)  # type: ignore[attr-defined]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; argparse itself ends a bad call with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "run")
    asked = parser().parse_args(given)
    _speak_utf8()
    try:
        return _dispatch(asked, given)
    except NotShippedError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _speak_utf8() -> None:
    """Write Chinese even to a console of another encoding; what it lacks becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _dispatch(asked: argparse.Namespace, given: list[str]) -> int:
    # Each command imports what it needs: `check` opens no window, `run` waits for nothing else.
    match asked.command:
        case "run":
            return _run(asked, given)
        case "check":
            from kiosk.commands import check  # noqa: PLC0415

            return check(asked.paths, as_json=asked.json)
        case "play":
            from kiosk.commands import play  # noqa: PLC0415

            return play(asked.file, asked.choices, as_json=asked.json)
        case "gallery":
            from kiosk.environment import prepare  # noqa: PLC0415

            prepare()
            from kiosk.commands import gallery  # noqa: PLC0415

            return gallery(asked)
        case "voice":
            from kiosk.commands import voice  # noqa: PLC0415

            return voice(asked)
        case _:
            from kiosk.commands import doctor  # noqa: PLC0415

            return doctor(asked)


def _run(asked: argparse.Namespace, given: list[str]) -> int:
    from kiosk.environment import prepare  # noqa: PLC0415
    from kiosk.supervisor import supervised  # noqa: PLC0415

    prepare()

    def inner() -> int:
        from kiosk.running import Wishes, run  # noqa: PLC0415

        paths = tuple(path.absolute() for path in asked.scenarios)
        return run(Wishes(data_dir(asked.data), paths, asked.windowed))

    return supervised(inner, given)
