"""What starts the kiosk again where no systemd does: after a kill, a fault or silence, and after no end of its own."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


def impatient(tick: float) -> str:
    """Give scripts/kept with seconds of its own between two looks for a beat."""
    text = (ROOT / "scripts" / "kept").read_text(encoding="utf-8")
    assert text.count("tick=5 ") == 1
    return text.replace("tick=5 ", f"tick={tick} ")


def kept(tmp_path: Path, *ends: str) -> subprocess.Popen[str]:
    """Start scripts/kept over a program that ends in one of these ways after the other."""
    scripts = tmp_path / "程序 a$b" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "kept").write_text(impatient(0.2), encoding="utf-8")
    (scripts / "kept").chmod(0o755)
    for number, end in enumerate(ends):
        (scripts / f"{number}").write_text(end, encoding="utf-8")
    run = scripts / "run"
    run.write_text(
        "#!/bin/sh\n"
        'here=$(dirname "$0")\n'
        'nth=$(ls "$here" | grep -c been)\n'
        'touch "$here/been$nth"\n'
        'echo "$*"\n'
        '. "$here/$nth"\n',
        encoding="utf-8",
    )
    run.chmod(0o755)
    return subprocess.Popen(
        [str(scripts / "kept"), "run", "--data", "a b"], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (["kill -KILL $$", "exit 0"], 0),
        (["exit 70", "exit 0"], 0),
        (["exit 0"], 0),
        (["exit 1"], 1),
        (["exit 2"], 2),
    ],
)
def test_killed_or_broken_it_is_started_again_and_an_end_of_its_own_is_the_end(
    tmp_path: Path, ends: list[str], code: int
) -> None:
    with kept(tmp_path, *ends) as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert out.splitlines() == ["run --data a b"] * len(ends)


def test_asked_to_end_it_passes_that_on_and_starts_no_other(tmp_path: Path) -> None:
    waits = 'trap "exit 0" TERM; echo ready; while :; do sleep 0.05; done'
    with kept(tmp_path, waits, "exit 3") as process:
        assert process.stdout is not None
        while process.stdout.readline() != "ready\n":
            pass
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert process.stdout.read() == ""


@pytest.mark.parametrize(
    "silent",
    [
        "printf . >&3; kill -STOP $$",
        "printf . >&3; while :; do :; done",
    ],
)
def test_stopped_or_hanging_after_a_beat_it_is_killed_and_started_again(
    tmp_path: Path, silent: str
) -> None:
    with kept(tmp_path, silent, "exit 0") as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert out.splitlines() == ["run --data a b"] * 2


def test_it_is_left_alone_while_it_beats_and_before_its_first_beat(tmp_path: Path) -> None:
    slow = "sleep 1.5; for n in 1 2 3 4 5 6 7 8; do printf . >&3; sleep 0.2; done; exit 1"
    with kept(tmp_path, slow, "exit 0") as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert out.splitlines() == ["run --data a b"]
