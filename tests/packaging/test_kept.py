"""What starts the kiosk again where no systemd does: after a kill, a fault or silence, and after no end of its own."""

from __future__ import annotations

import os
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
    scripts.mkdir(parents=True, exist_ok=True)
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


LATE = """#!/bin/sh
here=$(dirname "$0")
n=$(ls "$here" | grep -c late)
touch "$here/late$n"
[ $((n % 4)) -eq 3 ] || exit 124
shift
exec "$@"
"""
"""Stands in for `timeout`: of four waits three end without a beat, and no clock has a say in it."""

BEATS = """
here=$(dirname "$0")
[ ! -e "$here/late0" ] || exit 3
printf . >&3
for n in 3 7 11 15; do
  until [ -e "$here/late$n" ]; do sleep 0.01; done
  printf . >&3
done
until [ -e "$here/late16" ]; do sleep 0.01; done
exit 1
"""
"""Ends with 1 once it has been waited for in vain twelve times, with a beat after every third."""


def test_it_is_left_alone_while_it_beats_and_before_its_first_beat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "程序 a$b" / "scripts" / "timeout"
    late.parent.mkdir(parents=True)
    late.write_text(LATE, encoding="utf-8")
    late.chmod(0o755)
    monkeypatch.setenv("PATH", f"{late.parent}:{os.environ['PATH']}")
    with kept(tmp_path, BEATS, "exit 0") as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert out.splitlines() == ["run --data a b"]
