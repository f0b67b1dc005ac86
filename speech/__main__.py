"""`scripts/speech`: makes the speech that comes with the kiosk, ahead and anew only where something changed."""

from __future__ import annotations

import argparse
import array
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from kiosk.os_errors import reason_of
from kiosk.outputs import Kind, OutputRefusedError, in_html, in_yaml, write_output
from kiosk.voice.speech_pack import SUFFIX, BadPack, Entry, Pack
from speech import audit, lines, measure, page, parts
from speech.cast import BadCast, Recipe, load_cast, load_takes
from speech.dictionaries import reader
from speech.lines import Wanted
from speech.make import Maker, NoVoice, Task, tasks
from speech.model import Model, TooLong
from speech.reading import BadLists, Reader, Unreadable
from speech.sound import finished
from speech.spoken import RATE

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "assets" / "speech"
PAGE, PLAIN = "readings.html", "readings.txt"
PAGE_KIND, PLAIN_KIND = Kind("readings", in_html), Kind("readings-text", in_yaml)

TRIAL = (
    "您好，我是反诈中心民警。您是不是正要转一笔钱？",
    "收钱的那个账户，和几起诈骗有关。请您先别转。",
    "您的卡在外地买了三万块的药，涉嫌骗保。",
    "她点点头，还是去了银行。幸好柜员把她拦住了。",
    "骗子天天练这套话，换了谁都会着急，不怪您。",
    "购物软件里的订单通知，请点下面的链接，填写卡号解除。",
    "老李拉您进了群，您也垫了三百元，熟人也会被骗。",
    "没有电话转接公安这回事，自己去营业厅问。",
    "把您和家人隔开，您就只听得见骗子的话了。",
    "早一分钟打幺幺零，就多一分追回的希望。",
    "网页上的数字涨了，钱却取不出来。",
    "一问就知道，真假马上分明，您放心往家走。",
    "千万别挂断，一挂就退不了了。",
    "我们查过，没有您的案子，他是冒充的。",
    "少了一万元，还剩两万二千元。",
    "损失两万一千一百元，保住八千九百元。",
    "王姐很热心，带您做了一单，十五元真到账了。",
    "闺女，你帮我看看，这事是真的吗？",
    "陌生来电要您共享屏幕，就是骗子。",
    "小利诱饵，要您先掏钱，就是诈骗。",
    "给三个视频点赞，截图发来，马上领十五元。",
    "页面上是五万元，只差按一下。",
    "共享一开，您手机上的事，她都看得见。",
    "扫个码，进个群，一分钱不要。",
    "来讲讲防骗，不收费，不登记银行卡。",
    "柜员多问几句，是替您把关，照实说就好。",
    "恐吓威胁，拿您的本钱吓唬您。",
    "她连声说好，说只要几分钟就能办完。",
    "为了拿回三百，又搭进两千八。",
    "请填银行卡号和验证码，十分钟内提交，过时作废。",
    "凡是要先垫钱的兼职刷单，都是诈骗。",
    "真办案，当面来，亮证件。",
    "您的姓名、住址，我这里都有。",
    "用赔偿哄您，是想看您的密码。",
    "网页上盖着大红章，写着快速取消。",
    "就说是亲戚看病，别的不要讲。",
)
"""What each voice of the cast says to be measured: all tones, many pairs of them."""

COLUMNS = "  句  音节  声调认出  每秒字  音高  响度  角色"

SECONDS_A_MINUTE = 60


def main() -> int:
    """Do what is asked; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="scripts/speech", description=__doc__)
    kinds = parser.add_subparsers(dest="what", required=True)
    kinds.add_parser("parts", help="取来模型和音色，核对好")
    read = kinds.add_parser("readings", help="写出每句的拼音，一页，给人校对")
    read.add_argument("-o", "--out", type=Path, default=parts.folder(), metavar="DIR")
    make = kinds.add_parser("make", help="做语音：只做改动过的")
    check = kinds.add_parser("check", help="哪些句子没有语音，哪些语音不合要求")
    for each in (read, make, check):
        each.add_argument("--scenarios", type=Path, action="append", default=[], metavar="路径")
        each.add_argument("--all", action="store_true", help="连同 speech/to_come.toml 里的剧本")
    table = kinds.add_parser("measure", help="量做好的语音：每个角色的声调、快慢、音高、响度")
    table.add_argument("--most", type=int, default=200, metavar="N", help="每个角色最多量多少句")
    for each in (make, check, table):
        each.add_argument("--packs", type=Path, default=PACKS, metavar="DIR", help="语音放在哪里")
    trial = kinds.add_parser("cast", help="每个角色读同样的三十六句，量声调、快慢、响度")
    trial.add_argument("voices", nargs="*", metavar="角色")
    asked = parser.parse_args()
    deeds = {
        "parts": _parts,
        "readings": _readings,
        "make": _make,
        "check": _check,
        "measure": _measure,
        "cast": _cast,
    }
    try:
        return deeds[asked.what](asked)
    except (
        parts.PartsMissing,
        BadCast,
        BadLists,
        BadPack,
        NoVoice,
        OutputRefusedError,
        TooLong,
        Unreadable,
    ) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or ''} 写不进或读不出（{reason_of(error)}）。", file=sys.stderr)
    return 1


def _parts(_asked: argparse.Namespace) -> int:
    size = len(parts.weights())
    print(f"模型 {size / 1e6:.0f} MB，音色 {len(parts.styles())} 个，都对。")
    return 0


def _wanted(asked: argparse.Namespace) -> dict[str, list[Wanted]]:
    every = asked.scenarios or asked.all
    return lines.wanted(lines.packs(asked.scenarios, frozenset() if every else lines.to_come()))


def _tasks(asked: argparse.Namespace) -> dict[str, list[Task]]:
    known, cast, takes = reader(), load_cast(), load_takes()
    wanted = _wanted(asked)
    return {name: tasks(of_pack, known, cast, takes) for name, of_pack in wanted.items()}


def _readings(asked: argparse.Namespace) -> int:
    known: Reader = reader()
    found = {
        name: [(one.voice, known.read(one.words)) for one in of_pack]
        for name, of_pack in _wanted(asked).items()
    }
    write_output(asked.out / PAGE, page.page(found, known.lists).encode(), PAGE_KIND)
    write_output(asked.out / PLAIN, page.plain(found).encode(), PLAIN_KIND)
    print(f"{asked.out / PAGE}：{sum(map(len, found.values()))} 句，用浏览器打开。")
    return 0


def _make(asked: argparse.Namespace) -> int:
    done = Maker(asked.packs, Model).make(_tasks(asked), _progress)
    print(f"\n新做 {done.made} 句，原来就有 {done.had} 句，{done.seconds:.0f} 秒。")
    for name, size in done.sizes.items():
        print(f"{size / 1e6:6.2f} MB  {name}{SUFFIX}")
    print(f"{sum(done.sizes.values()) / 1e6:6.2f} MB  一共")
    return 0


def _progress(done: int, total: int, seconds: float) -> None:
    minutes, rest = divmod(round(seconds), SECONDS_A_MINUTE)
    sys.stdout.write(f"\r{done}/{total}，还要 {minutes} 分 {rest} 秒 ")
    sys.stdout.flush()


def _check(asked: argparse.Namespace) -> int:
    wanted = _tasks(asked)
    bad = 0
    for task in Maker(asked.packs, Model).missing(wanted):
        bad += 1
        print(f"没有，或不是现在的做法：{task.wanted.voice} {task.wanted.words}")
    for name in wanted:
        for words, faults in _faults(asked.packs / f"{name}{SUFFIX}"):
            bad += 1
            print(f"{name}：{words}：{'；'.join(faults)}")
    print(f"{bad} 句有问题。" if bad else "都合要求。")
    return 1 if bad else 0


def _faults(path: Path) -> Iterator[tuple[str, list[str]]]:
    pack = Pack(path)
    for entry in pack.entries.values():
        samples = _samples(pack, entry)
        if samples is None:
            yield entry.words, ["文件坏了"]
            continue
        faults = audit.faults(array.array("h", samples.tobytes()), RATE, entry.starts)
        if faults:
            yield entry.words, faults


def _samples(pack: Pack, entry: Entry) -> NDArray[np.int16] | None:
    """Give a clip's samples; None where it is damaged."""
    sound = pack.sound(entry)
    return None if sound is None else soundfile.read(io.BytesIO(sound), dtype="int16")[0]


def _measure(asked: argparse.Namespace) -> int:
    """Print what is measured of each voice in the packs, of its longest clips."""
    voices: dict[str, list[tuple[Entry, Pack]]] = {}
    for path in sorted(asked.packs.glob(f"*{SUFFIX}")):
        pack = Pack(path)
        for entry in pack.entries.values():
            if measure.tones_of(entry.pinyin, len(entry.starts)):
                voices.setdefault(entry.voice, []).append((entry, pack))
    print(COLUMNS)
    for name, clips in voices.items():
        longest = sorted(clips, key=lambda clip: -len(clip[0].starts))
        print(_row(name, [_heard(entry, pack) for entry, pack in longest[: asked.most]]))
    return 0


def _heard(entry: Entry, pack: Pack) -> measure.Heard:
    samples = _samples(pack, entry)
    if samples is None:
        raise BadPack(
            f"语音文件 {pack.path} 有损坏：{entry.words}。请重新运行 scripts/speech make。"
        )
    tones = measure.tones_of(entry.pinyin, len(entry.starts))
    return measure.heard(samples, entry.starts, tones)


def _row(name: str, clips: Sequence[measure.Heard]) -> str:
    of = measure.figures(clips)
    return (
        f"{of.clips:4} {of.syllables:5} {of.told:8.0%} {of.pace:7.2f} {of.middle:5.0f} {of.level:5.0f}"
        f"  {name}"
    )


def _cast(asked: argparse.Namespace) -> int:
    cast = load_cast()
    model, known = Model(), reader()
    print(COLUMNS)
    for name in asked.voices or cast:
        print(_row(name, list(_trial(model, known, cast, name))), flush=True)
    return 0


def _trial(
    model: Model, known: Reader, cast: Mapping[str, Recipe], name: str
) -> Iterator[measure.Heard]:
    """Give each trial sentence in a voice, to be measured; the sound also lies in build/speech/cast."""
    folder = parts.folder() / "cast" / name
    folder.mkdir(parents=True, exist_ok=True)
    for n, words in enumerate(TRIAL, 1):
        reading = known.read(words)
        clip = finished(model.speak(reading, cast[name]), cast[name].size)
        (folder / f"{n:02}.ogg").write_bytes(clip.ogg())
        tones = [sound.syllable.tone for sound in reading.sounds]
        yield measure.heard(clip.samples, clip.starts, tones)


if __name__ == "__main__":
    sys.exit(main())
