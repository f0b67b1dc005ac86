"""`kiosk about`: what this program is, what speaks, and whose the parts are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kiosk.commands.common import add_data, say
from kiosk.paths import data_dir, settings_file
from kiosk.process import PACKAGE, version_of
from kiosk.settings_file import load
from kiosk.voice.engines import speech_folders
from kiosk.voice.speech_pack import SpeechPacks

UNPACKED = "，没有安装，直接从程序文件夹运行"
"""The version of a program that isn't installed."""

WHO = """\
反诈互动训练一体机（fanzha-kiosk）{version}。MIT 许可。
不是公安机关的程序，也没有经过任何单位认证；里面没有国家反诈中心 App，也没有警徽。
"""

SPEECH = """\
声音
  有真人录音的句子，先放真人录音；请本地民警来录，最管用。
  自带的语音由计算机合成：{files} 个文件，{count} 句，用 Kokoro-82M v1.0（Apache-2.0）事先做好。
  模型的作者说，它是用许可宽松的录音和别家封闭系统合成的声音训练的；中文音色他自己只评了 D。
  做好的语音由机器听写核对过，没有请人用耳朵评过。
  没有做好的句子，由语音引擎现读：Linux 上是 espeak-ng（GPL-3.0），别的系统上是自带的中文语音。
"""

NO_SPEECH = """\
声音
  有真人录音的句子，先放真人录音；请本地民警来录，最管用。
  别的句子由语音引擎现读（由计算机合成）：设置里选的那一个；没有选就是 espeak-ng（GPL-3.0）或系统自带的中文语音。
"""

PARTS = """\
字体、图画、声响
  字体是思源黑体（Noto Sans CJK SC）的子集，SIL OFL 1.1。图画和声响是本项目自己做的，MIT。
各部分的许可写在程序文件夹的 NOTICE 里。
"""


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    add_data(parser)


def run(asked: Namespace) -> int:
    """Print the page."""
    installed = version_of(PACKAGE)
    data = data_dir(asked.data)
    settings, _ = load(settings_file(data))
    packs = SpeechPacks(speech_folders(settings, data)).packs
    count = sum(len(pack.entries) for pack in packs)
    speech = SPEECH.format(files=len(packs), count=count) if count else NO_SPEECH
    say(
        "\n".join(
            (WHO.format(version=f" {installed}" if installed else UNPACKED), speech, PARTS)
        ).rstrip()
    )
    return 0
