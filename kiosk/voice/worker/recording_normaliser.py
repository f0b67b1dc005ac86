"""Sound that is there already made ready: people's recordings evened out, and ready-made speech slower.

In the speaking process, because it takes a tenth of the recording's length and nobody's frame may
wait for that.
"""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.storage import read_beginning
from kiosk.voice.clip_row import RATE, ClipRow
from kiosk.voice.loudness import gain, louder, pcm_of, samples, trimmed
from kiosk.voice.time_stretch import slower
from kiosk.voice.worker.errors import BadSpeech, NoEngine
from kiosk.voice.worker.sound import Synthesis

if TYPE_CHECKING:
    from kiosk.voice.voices import VoiceParams

LARGEST = 32 * 1024 * 1024
"""Bytes of a recording: three minutes as a studio records."""

LONGEST = 60.0
"""Seconds: a line takes twenty at most."""


class RecordingNormaliser:
    """The engine that speaks nothing itself."""

    engine = "recordings"
    profile = ""
    marks_are_exact = True
    lives = 0

    def __init__(self) -> None:
        """Open the decoder; raise NoEngine."""
        os.environ["SDL_AUDIODRIVER"] = "dummy"  # nothing is to be heard here
        os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
        import pygame  # noqa: PLC0415  only where there are recordings

        try:
            pygame.mixer.init(RATE, -16, 1, 512, allowedchanges=0)
        except pygame.error as error:
            raise NoEngine(f"录音读不了（{error}）") from error

    def speak(self, text: str, _voice: VoiceParams) -> Synthesis:
        """Refuse: there is no voice here."""
        raise BadSpeech(f"这里只处理录音：{text[:12]}")

    def phonemes(self, _text: str) -> str:
        """Give nothing."""
        return ""


def open_engine(_source: str) -> RecordingNormaliser:
    """Open the decoder; raise NoEngine."""
    return RecordingNormaliser()


def normalised(job: dict[str, Any]) -> Synthesis:
    """Give the recording at `file` as it is to be played, `factor` times as long; raise BadSpeech.

    `marks` are (index, ms) in the recording as it is; they are moved along with the sound.
    """
    path = Path(str(job["file"]))
    values = samples(_decoded(path))
    values, lead = trimmed(values, RATE)
    values = louder(values, gain(values, RATE))
    before = len(values)
    values = slower(values, RATE, float(job.get("factor", 1)))
    pace = len(values) / before if before else 1.0
    marks = tuple((int(i), max(0, round((int(ms) - lead) * pace))) for i, ms in job["marks"])
    return Synthesis(pcm_of(values), RATE, marks)


def slowed(job: dict[str, Any]) -> Synthesis:
    """Give the clips of a row, which are evened out already, `factor` times as long; raise BadSpeech.

    `clips` are (ms, a file's bytes in base64), `ms` is the length of the whole.
    """
    import pygame  # noqa: PLC0415  as above

    row = ClipRow(
        tuple((int(ms), base64.b64decode(str(clip))) for ms, clip in job["clips"]), int(job["ms"])
    )

    def decoded(clip: bytes) -> bytes:
        return pygame.mixer.Sound(io.BytesIO(clip)).get_raw()

    try:
        values = samples(row.joined(decoded, RATE))
    except pygame.error as error:
        raise BadSpeech(f"自带的语音解不开（{error}）") from error
    before = len(values)
    values = slower(values, RATE, float(job["factor"]))
    pace = len(values) / before if before else 1.0
    marks = tuple((int(i), round(int(ms) * pace)) for i, ms in job["marks"])
    return Synthesis(pcm_of(values), RATE, marks)


def _decoded(path: Path) -> bytes:
    """Give a file's samples in the mixer's own form; raise BadSpeech."""
    import pygame  # noqa: PLC0415  as above

    try:
        data = read_beginning(path, LARGEST + 1)
        if len(data) > LARGEST:
            raise BadSpeech(f"录音 {path.name} 太大，一句话一个文件，请重新录。")
        sound = pygame.mixer.Sound(io.BytesIO(data))
    except (pygame.error, OSError) as error:
        raise BadSpeech(f"录音 {path.name} 打不开（{error}）。请存成 WAV 或 OGG。") from error
    if sound.get_length() > LONGEST:
        raise BadSpeech(f"录音 {path.name} 有 {sound.get_length():.0f} 秒，太长，请重新录。")
    return sound.get_raw()
