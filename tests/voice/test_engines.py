"""The site's choice of what speaks, and the kiosk's own voice where that can't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kiosk
from kiosk.settings import Settings, VoiceEngine
from kiosk.voice import engines
from kiosk.voice.engines import BadChoice, command_for, speaking_process
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_sources import request
from kiosk.voice.voices import VoiceParams
from kiosk.voice.worker.__main__ import open_engine
from kiosk.voice.worker.errors import NoEngine
from kiosk.voice.worker.sherpa import look_into

from .faulty import needs_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = str(Path(kiosk.__file__).resolve().parent.parent)
HELLO = request("您好", VoiceParams(sex="女"), None)

PROGRAM = """
    import json, sys
    print(json.dumps({"ready": True, "engine": "外来的"}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"id": json.loads(line)["id"], "ok": True}), flush=True)
"""


@pytest.fixture
def started() -> Iterator[list[SpeakingProcess]]:
    processes: list[SpeakingProcess] = []
    yield processes
    for process in processes:
        process.close()


def chosen(engine: VoiceEngine, **others: object) -> Settings:
    return replace(Settings(), voice_engine=engine, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("engine", "platform", "options"),
    [
        (VoiceEngine.AUTOMATIC, "linux", []),
        (VoiceEngine.ESPEAK, "win32", ["--engine", "espeak"]),
        (VoiceEngine.SYSTEM, "win32", ["--engine", "system"]),
        (VoiceEngine.SYSTEM, "linux", ["--engine", "espeak", "--source", "system"]),
    ],
)
def test_each_choice_is_a_command(
    engine: VoiceEngine, platform: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines.sys, "platform", platform)
    assert command_for(chosen(engine))[3:] == options


def test_each_choice_is_a_module_of_the_worker_and_an_unknown_one_is_no_engine() -> None:
    decided = {VoiceEngine.AUTOMATIC, VoiceEngine.PROGRAM}
    for engine in set(VoiceEngine) - decided:
        module = import_module(f"kiosk.voice.worker.{engines.worker_module(engine)}")
        assert callable(module.open_engine)
    for name in ("no-such", "errors"):
        with pytest.raises(NoEngine, match=name):
            open_engine(name, "")


def test_a_model_and_a_program_are_named_by_the_site() -> None:
    sherpa = chosen(VoiceEngine.SHERPA, voice_model=Path("/m/vits"))
    assert command_for(sherpa)[3:] == ["--engine", "sherpa", "--source", str(Path("/m/vits"))]
    program = chosen(VoiceEngine.PROGRAM, voice_command=("say", "--zh"))
    assert command_for(program) == ["say", "--zh"]


@pytest.mark.parametrize("engine", [VoiceEngine.SHERPA, VoiceEngine.PROGRAM])
def test_a_choice_without_what_it_needs_says_what_to_write(engine: VoiceEngine) -> None:
    with pytest.raises(BadChoice, match="还要写"):
        command_for(chosen(engine))
    assert "还要写" in speaking_process(chosen(engine)).notice


def test_another_program_speaks_in_the_kiosks_place(started: list[SpeakingProcess]) -> None:
    program = (sys.executable, "-c", textwrap.dedent(PROGRAM))
    process = speaking_process(chosen(VoiceEngine.PROGRAM, voice_command=program))
    started.append(process)
    answer = process.ask(HELLO)
    assert answer is not None
    assert answer["ok"]
    assert (process.engine, process.notice) == ("外来的", "")


@needs_engine
@pytest.mark.parametrize(
    "command",
    [("/no/such/program",), (sys.executable, "-c", "raise SystemExit(1)")],
    ids=["not there", "leaves at once"],
)
def test_where_the_chosen_one_cannot_speak_the_kiosks_own_does_and_says_so(
    command: tuple[str, ...], started: list[SpeakingProcess]
) -> None:
    process = speaking_process(chosen(VoiceEngine.PROGRAM, voice_command=command))
    started.append(process)
    answer = process.ask(HELLO)
    assert answer is not None
    assert answer["ok"]
    assert process.engine.startswith("espeak-ng")
    assert "用不了" in process.notice


FILES = {
    "vits": [
        "model.onnx",
        "model.int8.onnx",
        "tokens.txt",
        "lexicon.txt",
        "date.fst",
        "number.fst",
    ],
    "matcha": ["model-steps-3.onnx", "vocos-22khz-univ.onnx", "tokens.txt", "lexicon.txt"],
    "kokoro": ["model.onnx", "voices.bin", "tokens.txt", "lexicon-us-en.txt", "lexicon-zh.txt"],
}


def model(folder: Path, kind: str) -> Path:
    for name in FILES[kind]:
        (folder / name).write_bytes(b"x")
    (folder / "dict").mkdir()
    return folder


@pytest.mark.parametrize("kind", FILES)
def test_a_models_folder_is_known_by_what_lies_in_it(kind: str, tmp_path: Path) -> None:
    found = look_into(model(tmp_path, kind))
    assert found.kind == kind
    assert "int8" not in found.model
    assert "vocos" not in found.model
    assert found.dict_dir == str(tmp_path / "dict")
    assert bool(found.vocoder) == (kind == "matcha")
    assert bool(found.voices) == (kind == "kokoro")
    assert found.rules.count(".fst") == (2 if kind == "vits" else 0)


@pytest.mark.parametrize(("missing", "named"), [("model.onnx", "onnx"), ("tokens.txt", "tokens")])
def test_what_a_models_folder_lacks_is_named(missing: str, named: str, tmp_path: Path) -> None:
    for name in {"model.onnx", "tokens.txt"} - {missing}:
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(NoEngine, match=named):
        look_into(tmp_path)


def test_no_folder_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(NoEngine, match="没有语音模型文件夹"):
        look_into(tmp_path / "none")


# The library's own shapes, as sherpa-onnx 2.0.1 has them; a model of one kilobyte made for it has
# been spoken with through the real one.
LIBRARY = """
    from types import SimpleNamespace as Box
    __version__ = "0"
    def OfflineTtsVitsModelConfig(model, lexicon="", tokens="", data_dir="", dict_dir=""):
        return Box(model=model)
    def OfflineTtsModelConfig(vits=None, num_threads=1, provider=""):
        return Box(vits=vits)
    class OfflineTtsConfig:
        def __init__(self, model, rule_fsts="", max_num_sentences=1):
            self.model = model
        def validate(self):
            return VALID
    class OfflineTts:
        num_speakers = 5
        def __init__(self, config):
            pass
        def generate(self, text, sid=0, speed=1.0):
            if text == "坏":
                raise RuntimeError("no such token")
            count = int(16000 * 0.3 * len(text) / speed)
            return Box(samples=[0.1 * (sid + 1) * (-1) ** (n // 40) for n in range(count)], sample_rate=16000)
"""


def worker(
    folder: Path, jobs: list[dict[str, object]], *, valid: bool = True
) -> list[dict[str, object]]:
    """Give what a speaking process with this model and the library above says."""
    (folder / "sherpa_onnx.py").write_text(
        f"VALID = {valid}\n{textwrap.dedent(LIBRARY)}", encoding="utf-8"
    )
    run = subprocess.run(
        [sys.executable, "-m", "kiosk.voice.worker", "--engine", "sherpa", "--source", str(folder)],
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        input="".join(json.dumps(job) + "\n" for job in jobs).encode(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_a_model_speaks_by_the_protocol(tmp_path: Path) -> None:
    (model(tmp_path, "vits") / "speakers.json").write_text('{"女": 3, "男": 9}', encoding="utf-8")
    told, slow, usual, bad, man = worker(
        tmp_path,
        [
            {"id": 1, "text": "您好", "rate": 85, "sex": "女", "age": "中年"},
            {"id": 2, "text": "您好", "rate": 170, "sex": "女"},
            {"id": 3, "text": "坏", "rate": 170},
            {"id": 4, "text": "您好", "rate": 170, "sex": "男"},
        ],
    )
    assert told["ready"] is True
    assert told["marks"] is False
    assert "sherpa-onnx 0 vits" in str(told["engine"])
    assert (slow["seconds"], usual["seconds"]) == (1.2, 0.6)
    assert bad["ok"] is False
    assert "no such token" in str(bad["error"])
    # Speaker 9 isn't in this model: the first one speaks, more softly here.
    assert man["level"] < usual["level"]  # type: ignore[operator]


def test_a_model_the_library_refuses_is_told(tmp_path: Path) -> None:
    (told,) = worker(model(tmp_path, "vits"), [], valid=False)
    assert told["ready"] is False
    assert "不完整" in str(told["error"])


def test_speakers_that_make_no_sense_are_told(tmp_path: Path) -> None:
    (model(tmp_path, "vits") / "speakers.json").write_text('["女"]', encoding="utf-8")
    (told,) = worker(tmp_path, [])
    assert "speakers.json" in str(told["error"])


def test_without_the_library_it_says_what_to_install(tmp_path: Path) -> None:
    model(tmp_path, "vits")
    (tmp_path / "sherpa_onnx.py").write_text("raise ImportError('gone')", encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "kiosk.voice.worker",
            "--engine",
            "sherpa",
            "--source",
            str(tmp_path),
        ],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert "pip install sherpa-onnx" in json.loads(run.stdout)["error"]
