"""Prints whether one speaking process makes 2,000 lines: none lost, none empty, its memory flat.

Run: python benchmarks/voice_soak.py [lines] (needs espeakng-loader or the system's espeak-ng).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kiosk.commands.common import library  # noqa: E402  the path first
from kiosk.paths import shipped  # noqa: E402  as above
from kiosk.scenario.spoken import Speaker  # noqa: E402  as above
from kiosk.voice.clip_cache import ClipCache  # noqa: E402  as above
from kiosk.voice.speaking_process import SpeakingProcess  # noqa: E402  as above
from kiosk.voice.speech_sources import request  # noqa: E402  as above
from kiosk.voice.text_normaliser import load_wording, shipped_wording  # noqa: E402  as above
from kiosk.voice.voices import load_voices, voice_of  # noqa: E402  as above

KEPT = 50
"""Clips left on disk; the others are read and dropped."""


def memory(pid: int) -> float:
    """Give the megabytes a process holds in memory; 0 where the system doesn't tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line)


def main(lines: int) -> int:
    """Say the shipped lines over and over, each time told apart by a number."""
    voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
    wording = load_wording(shipped_wording())
    spoken = [u for s in library([]).scenarios for u in Speaker(s).everything()]
    process = SpeakingProcess()
    if not process.ready():
        sys.exit(f"没有语音：{process.error}")
    begun, first, seconds, bad = time.monotonic(), process.pid, 0.0, []
    held: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        cache = ClipCache(Path(folder))
        for number in range(lines):
            utterance = spoken[number % len(spoken)]
            said = wording.of(utterance, process.profile).text + "，" * (number // len(spoken))
            name = f"{number % KEPT}"
            voice = voice_of(utterance, voices, slow=bool(number % 2))
            answer = process.ask(request(said, voice, cache.path(name)))
            clip = cache.read(name, said)
            if answer is None or not answer.get("ok") or clip is None or max(clip.level) < 0.1:
                bad.append(utterance.id)
            else:
                seconds += clip.seconds
            if number % 100 == 99 or number == lines - 1:
                held.append(memory(process.pid))
        last = process.pid
        lost = process.lost
        process.close()
    took = time.monotonic() - begun
    print(
        f"{lines} 句，{seconds / 60:.0f} 分钟的语音，用了 {took:.0f} 秒；丢失 {lost}，空的或坏的 {len(bad)}"
    )
    print(
        f"内存：第一百句 {held[0]:.1f} MB，最后 {held[-1]:.1f} MB，最多 {max(held):.1f} MB；进程没换过：{first == last}"
    )
    return 1 if bad or lost or first != last or held[-1] > held[0] * 1.1 + 1 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
