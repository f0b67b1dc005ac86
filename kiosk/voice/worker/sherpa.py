"""Neural voices through sherpa-onnx, whose model the site brings: a folder as its projects publish it.

Understood are folders of the kinds VITS (`model.onnx`, `tokens.txt`, and `lexicon.txt` or
`espeak-ng-data`), Matcha (an acoustic model and a vocoder) and Kokoro (`voices.bin`). Rules of
reading (`*.fst`) and dictionaries (`dict`) are used where they lie there. A model with several
speakers may have a `speakers.json` beside it: `{"女": 3, "男": 7, "女老年": 12}`.

The model's licence is the site's to check. Nothing is ever downloaded.
"""

from __future__ import annotations

import array
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.storage import LARGEST_NOTE, read_text
from kiosk.values import dataclass
from kiosk.voice.loudness import pcm_of
from kiosk.voice.worker.errors import BadSpeech, NoEngine
from kiosk.voice.worker.sound import Synthesis

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.voice.voices import VoiceParams

USUAL_RATE = 170
"""The rate in voices.yaml at which a model speaks at its own speed."""

SPEAKERS = "speakers.json"
_VOCODERS = ("vocos", "hifigan", "vocoder")
_INSTALL = "请在程序的环境里安装 sherpa-onnx（pip install sherpa-onnx），或在设置里换一种语音引擎。"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """What lies in a model's folder; paths are empty where there is none."""

    kind: str
    model: str
    vocoder: str = ""
    voices: str = ""
    tokens: str = ""
    lexicon: str = ""
    data_dir: str = ""
    dict_dir: str = ""
    rules: str = ""


def look_into(folder: Path) -> ModelFolder:
    """Tell what a folder holds; raise NoEngine that names what is missing."""
    if not folder.is_dir():
        raise NoEngine(f"没有语音模型文件夹 {folder}。请检查设置里的“语音模型”。")
    models = sorted(folder.glob("*.onnx"), key=lambda p: ("int8" in p.name, len(p.name), p.name))
    vocoders = [p for p in models if p.name.startswith(_VOCODERS)]
    acoustic = [p for p in models if p not in vocoders]
    voices = folder / "voices.bin"
    if not acoustic:
        raise NoEngine(f"语音模型文件夹 {folder} 里没有 .onnx 模型。请放进完整的模型。")
    if not (folder / "tokens.txt").is_file():
        raise NoEngine(f"语音模型文件夹 {folder} 里没有 tokens.txt。请放进完整的模型。")
    kind = "kokoro" if voices.is_file() else "matcha" if vocoders else "vits"
    lexicons = sorted(folder.glob("lexicon*.txt"))
    chinese = [p for p in lexicons if "zh" in p.name] or lexicons
    return ModelFolder(
        kind,
        str(acoustic[0]),
        str(vocoders[0]) if kind == "matcha" else "",
        str(voices) if kind == "kokoro" else "",
        str(folder / "tokens.txt"),
        ",".join(map(str, lexicons if kind == "kokoro" else chinese[:1])),
        _if_there(folder / "espeak-ng-data"),
        _if_there(folder / "dict"),
        ",".join(str(p) for p in sorted(folder.glob("*.fst"))),
    )


class Sherpa:
    """An open neural voice."""

    marks_are_exact = False
    lives = 0
    profile = "sherpa"

    def __init__(self, source: str) -> None:
        """Open the model in folder `source`; raise NoEngine."""
        found = look_into(Path(source))
        self._speakers = _speakers(Path(source) / SPEAKERS)
        try:
            import sherpa_onnx  # noqa: PLC0415  an optional extra, and only in this process
        except ImportError as error:
            raise NoEngine(f"没有装 sherpa-onnx（{error}）。{_INSTALL}") from error
        try:
            config = _config(sherpa_onnx, found)
            if not config.validate():
                raise NoEngine(f"语音模型 {source} 不完整，sherpa-onnx 不接受。请放进完整的模型。")
            self._tts: Any = sherpa_onnx.OfflineTts(config)
            self._count = int(getattr(self._tts, "num_speakers", 1))
        except (RuntimeError, TypeError, ValueError) as error:
            raise NoEngine(
                f"语音模型 {source} 打不开（{error}）。请换一个 sherpa-onnx 的模型。"
            ) from error
        version = getattr(sherpa_onnx, "__version__", "?")
        size = Path(found.model).stat().st_size
        self.engine = f"sherpa-onnx {version} {found.kind} {Path(source).name} {size}"

    def speak(self, text: str, voice: VoiceParams) -> Synthesis:
        """Make speech of `text`, without marks."""
        try:
            audio = self._tts.generate(
                text, sid=self._speaker(voice), speed=voice.rate / USUAL_RATE
            )
            rate = int(audio.sample_rate)
            values = [max(-1.0, min(1.0, float(v))) for v in audio.samples]
        except (RuntimeError, TypeError, ValueError) as error:
            raise BadSpeech(f"语音模型没有读出来（{error}）：{text[:12]}") from error
        if not values or rate <= 0:
            raise BadSpeech(f"语音模型没有给出声音：{text[:12]}")
        return Synthesis(pcm_of(array.array("h", (round(v * 32767) for v in values))), rate)

    def phonemes(self, _text: str) -> str:
        """Give nothing: models don't tell."""
        return ""

    def _speaker(self, voice: VoiceParams) -> int:
        for name in (voice.sex + voice.age, voice.sex, voice.age):
            number = self._speakers.get(name)
            if number is not None and number < self._count:
                return number
        return 0


def open_engine(source: str) -> Sherpa:
    """Open the model in folder `source`; raise NoEngine."""
    return Sherpa(source)


def _config(sherpa: Any, found: ModelFolder) -> Any:  # noqa: ANN401  a library without types
    """Give sherpa-onnx's own description of a model."""
    reading = {
        "tokens": found.tokens,
        "lexicon": found.lexicon,
        "data_dir": found.data_dir,
        "dict_dir": found.dict_dir,
    }
    describe: dict[str, Callable[[], Any]] = {
        "vits": lambda: sherpa.OfflineTtsVitsModelConfig(model=found.model, **reading),
        "matcha": lambda: sherpa.OfflineTtsMatchaModelConfig(
            acoustic_model=found.model, vocoder=found.vocoder, **reading
        ),
        "kokoro": lambda: sherpa.OfflineTtsKokoroModelConfig(
            model=found.model, voices=found.voices, **reading
        ),
    }
    model = sherpa.OfflineTtsModelConfig(
        **{found.kind: describe[found.kind]()},
        # Speech is made ahead; the picture has the other processors to itself.
        num_threads=max(1, (os.cpu_count() or 2) // 2),
        provider="cpu",
    )
    return sherpa.OfflineTtsConfig(model=model, rule_fsts=found.rules, max_num_sentences=1)


def _speakers(path: Path) -> dict[str, int]:
    """Read which speaker is who; raise NoEngine where the file can't be understood."""
    try:
        given = json.loads(read_text(path, LARGEST_NOTE, encoding="utf-8-sig"))
        return {str(who): int(number) for who, number in given.items() if int(number) >= 0}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise NoEngine(
            f'{path} 写错了（{error}）。请写成 {{"女": 0, "男": 1}} 这样，或删掉它。'
        ) from error


def _if_there(folder: Path) -> str:
    return str(folder) if folder.is_dir() else ""
