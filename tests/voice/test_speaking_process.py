"""The speaking process, lost and found: real processes, real signals."""

from __future__ import annotations

import base64
import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kiosk
from kiosk.voice import speaking_process as process_module
from kiosk.voice.speaking_process import QUICK_LOSSES, REST, SpeakingProcess, worker_command
from kiosk.voice.speech_sources import request
from kiosk.voice.voices import VoiceParams

from .faulty import ALWAYS, meeting, needs_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = needs_engine

ROOT = str(Path(kiosk.__file__).resolve().parent.parent)
HELLO = request("您好，请拨打九六幺幺零。", VoiceParams(), None)
linux = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")


class Clock:
    """A clock that moves when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def started() -> Iterator[list[SpeakingProcess]]:
    processes: list[SpeakingProcess] = []
    yield processes
    for process in processes:
        process.close()


@pytest.fixture
def process(started: list[SpeakingProcess]) -> SpeakingProcess:
    started.append(SpeakingProcess())
    return started[0]


def test_it_speaks_chinese_and_marks_where(process: SpeakingProcess) -> None:
    answer = process.ask(HELLO)
    assert answer is not None
    assert answer["ok"], answer
    assert base64.b64decode(answer["wav"])[:4] == b"RIFF"
    assert 2 < answer["seconds"] < 5
    assert [i for i, _ in answer["marks"]][:2] == [0, 3]
    assert max(answer["level"]) > 0.4
    assert process.profile.startswith("espeak")


def test_the_same_words_slower_take_longer(process: SpeakingProcess) -> None:
    voice = VoiceParams()
    usual, slow = (process.ask(request("请您慢慢说清楚", v, None)) for v in (voice, voice.slower()))
    assert usual is not None
    assert slow is not None
    assert slow["seconds"] > usual["seconds"] * 1.15


def test_nothing_to_say_is_an_answer_and_not_a_loss(process: SpeakingProcess) -> None:
    answer = process.ask(request("……", VoiceParams(), None))
    assert answer is not None
    assert answer["ok"] is False
    assert process.lost == 0
    assert process.alive


def test_a_broken_job_is_an_answer(process: SpeakingProcess) -> None:
    answer = process.ask({"text": "您好", "rate": "快"})
    assert answer is not None
    assert answer["ok"] is False


def test_a_file_that_cannot_be_written_comes_back_in_the_answer(
    process: SpeakingProcess, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = process.ask({**HELLO, "out": str(tmp_path / "file" / "a.wav")})
    assert answer is not None
    assert answer["ok"]
    assert "wav" in answer
    assert "写不进" in answer["warning"]


@linux
def test_killed_between_two_jobs_it_is_replaced_and_the_job_done(process: SpeakingProcess) -> None:
    assert process.ready()
    pid = process.pid
    os.kill(pid, signal.SIGKILL)
    answer = process.ask(HELLO)
    assert answer is not None
    assert answer["ok"]
    assert process.pid != pid


@linux
@pytest.mark.parametrize("accident", ["SIGKILL", "SIGSTOP", "SIGSEGV", "fault", "leave", "babble"])
def test_lost_in_the_middle_of_a_job_it_is_replaced_and_the_job_done(
    accident: str, tmp_path: Path, started: list[SpeakingProcess]
) -> None:
    process = SpeakingProcess(meeting(accident, tmp_path / "flag"), deadline=0.5)
    started.append(process)
    answer = process.ask({**HELLO, "out": str(tmp_path / "a.wav")})
    assert answer is not None
    assert answer["ok"]
    assert process.lost == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "a.wav", "flag"]


@linux
def test_a_process_that_hangs_is_not_left_behind(
    tmp_path: Path, started: list[SpeakingProcess]
) -> None:
    process = SpeakingProcess(meeting("SIGSTOP", tmp_path / "flag", ALWAYS), deadline=0.2)
    started.append(process)
    assert process.ready()
    hung = os.pidfd_open(process.pid)
    assert process.ask(HELLO) is None
    assert select.select([hung], [], [], 5)[0]


def test_after_quick_losses_it_rests_and_then_tries_again(
    tmp_path: Path, started: list[SpeakingProcess], clock: Clock
) -> None:
    process = SpeakingProcess(meeting("leave", tmp_path / "flag", QUICK_LOSSES), clock=clock)
    started.append(process)
    answers = [process.ask(HELLO) for _ in range(6)]
    assert answers == [None] * 6
    assert process.resting
    assert process.lost == QUICK_LOSSES
    assert "再试" in process.error
    clock.now += REST - 1
    assert process.ask(HELLO) is None
    clock.now += 2
    answer = process.ask(HELLO)
    assert answer is not None
    assert answer["ok"]
    assert process.error == ""


def test_closed_it_never_starts_again(process: SpeakingProcess) -> None:
    assert process.ready()
    process.close()
    assert process.ask(HELLO) is None
    assert process.pid == 0


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("raise SystemExit(3)", "没有按时启动"),
        ("print('hello')", "没有按时启动"),
        ("print('[1, 2]')", "没有按时启动"),
        ("print('{\"ready\": false}')", "没有说明原因"),
        ("import threading; threading.Event().wait()", "没有按时启动"),
    ],
    ids=["leaves", "babbles", "no object", "no reason", "says nothing"],
)
def test_a_program_that_is_no_speaking_process_is_given_up(
    program: str,
    error: str,
    started: list[SpeakingProcess],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process_module, "START_DEADLINE", 0.5)
    process = SpeakingProcess([sys.executable, "-c", program])
    started.append(process)
    assert not process.ready()
    assert error in process.error
    assert not process.alive


def test_a_program_that_is_not_there_is_given_up(started: list[SpeakingProcess]) -> None:
    process = SpeakingProcess(["/no/such/program"])
    started.append(process)
    assert process.ask(HELLO) is None
    assert "启动不了" in process.error
    assert process.resting


def test_an_engine_that_bears_few_lines_gets_a_fresh_process(
    started: list[SpeakingProcess],
) -> None:
    program = """
        import json, os, sys
        print(json.dumps({"ready": True, "engine": "e", "lives": 2}), flush=True)
        for line in sys.stdin:
            print(json.dumps({"id": json.loads(line)["id"], "ok": True, "pid": os.getpid()}), flush=True)
    """
    process = SpeakingProcess([sys.executable, "-c", textwrap.dedent(program)])
    started.append(process)
    answers = [process.ask(HELLO) for _ in range(5)]
    pids = [a["pid"] for a in answers if a]
    assert [pids.index(p) for p in pids] == [0, 0, 2, 2, 4]
    assert process.lost == 0


def loader(folder: Path, library: str, data: str) -> dict[str, str]:
    """Give an environment in which espeakng_loader says this library and data are its own."""
    (folder / "espeakng_loader.py").write_text(
        f"def get_library_path():\n    return {library!r}\ndef get_data_path():\n    return {data!r}\n",
        encoding="utf-8",
    )
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def first_line(environment: dict[str, str]) -> str:
    command = [*worker_command(), "--engine", "espeak", "--source", "wheel"]
    run = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.returncode == 1
    return run.stdout.decode()


def real_paths() -> tuple[str, Path]:
    import espeakng_loader  # noqa: PLC0415  absent where these tests are skipped

    return espeakng_loader.get_library_path(), Path(espeakng_loader.get_data_path())


def test_no_library_is_said_in_chinese(tmp_path: Path) -> None:
    line = first_line(loader(tmp_path, "/no/lib.so", "/no/data"))
    assert '"ready": false' in line
    assert "espeakng-loader" in line


def test_a_library_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "lib.so").write_bytes(b"not a library")
    assert '"kind": "engine"' in first_line(loader(tmp_path, str(tmp_path / "lib.so"), "/no/data"))


def test_no_data_is_said_and_does_not_end_the_process_wordless(tmp_path: Path) -> None:
    line = first_line(loader(tmp_path, real_paths()[0], str(tmp_path / "espeak-ng-data")))
    assert '"ready": false' in line
    assert "语音数据" in line


def test_an_engine_without_chinese_is_refused_and_not_heard_as_english(tmp_path: Path) -> None:
    library, data = real_paths()
    copy = tmp_path / "espeak-ng-data"
    copy.mkdir()
    for entry in data.iterdir():
        if entry.name not in ("cmn_dict", "lang"):
            (copy / entry.name).symlink_to(entry)
    (copy / "lang").mkdir()
    for family in (data / "lang").iterdir():
        if family.name != "sit":
            (copy / "lang" / family.name).symlink_to(family)
    line = first_line(loader(tmp_path, library, str(copy)))
    assert '"kind": "chinese"' in line


@linux
def test_the_speaking_process_ends_when_the_kiosk_is_killed() -> None:
    program = """
        import sys
        from kiosk.voice.speaking_process import SpeakingProcess
        p = SpeakingProcess()
        p.ready()
        print(p.pid, flush=True)
        sys.stdin.read()
    """
    kiosk = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ROOT},
    )
    with kiosk:
        assert kiosk.stdout is not None
        worker = os.pidfd_open(int(kiosk.stdout.readline()))
        kiosk.kill()
        assert select.select([worker], [], [], 5)[0]
