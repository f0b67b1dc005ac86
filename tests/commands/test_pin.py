"""`kiosk pin`: for whoever sits at the machine's own terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.paths import pin_file
from kiosk.staff import pin as pin_module
from kiosk.staff import recovery
from kiosk.staff.lockout import FREE
from kiosk.staff.pin import PinStore

PATIENCE = 30.0


def typed(data: Path, *lines: str) -> tuple[int, str]:
    """Run `kiosk pin --set` in a terminal, type lines as they are asked for, give code and output."""
    master, slave = pty.openpty()
    command = [sys.executable, "-P", "-m", "kiosk", "pin", "--set", "--data", str(data)]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    shown, answered, left = b"", 0, list(lines)
    while process.poll() is None or select.select([master], (), (), 0)[0]:
        if not select.select([master], (), (), PATIENCE)[0]:
            process.kill()
            raise AssertionError(f"nothing more came after {shown.decode()}")
        try:
            shown += os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if left and shown[answered:].decode(errors="ignore").endswith("："):
            answered = len(shown)
            os.write(master, left.pop(0).encode() + b"\n")
    code = process.wait(PATIENCE)
    os.close(master)
    return code, shown.decode()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "SCRYPT", {"n": 2, "r": 1, "p": 1})


def test_a_pin_is_set_from_the_terminal_without_being_seen(tmp_path: Path) -> None:
    store = PinStore(tmp_path)
    store.set("1111")
    for _ in range(FREE):
        store.enter("9999")
    code, shown = typed(tmp_path, "2846", "2846")
    assert code == 0, shown
    assert "2846" not in shown
    assert store.locked_for() == 0
    assert store.enter("2846").right


@pytest.mark.parametrize(
    ("lines", "said"),
    [(("2846", "2847"), "不一样"), (("12",), "4 到 8 位数字"), (("",), "4 到 8 位数字")],
)
def test_what_is_no_pin_or_differs_changes_nothing(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    code, shown = typed(tmp_path, *lines)
    assert code == 1
    assert said in shown
    assert not pin_file(tmp_path).exists()


def test_one_that_is_easily_guessed_is_advised_against_and_taken(tmp_path: Path) -> None:
    code, shown = typed(tmp_path, "1234", "1234")
    assert code == 0
    assert "容易被人猜到" in shown
    assert PinStore(tmp_path).enter("1234").right


def test_a_pin_is_read_from_no_pipe(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "pin", "--set", "--data", str(tmp_path)],
        input=b"2846\n2846\n",
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert told.returncode == 1
    assert "终端" in told.stderr.decode()
    assert not pin_file(tmp_path).exists()


def test_it_says_how_things_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["pin", "--data", str(tmp_path)]
    assert main(data) == 0
    assert "还没有 PIN" in capsys.readouterr().out
    store = PinStore(tmp_path)
    store.set("2846")
    for _ in range(FREE):
        store.enter("1111")
    assert main(data) == 0
    said = capsys.readouterr().out
    assert "找回文件：还没有" in said
    assert "还要等 0 分" in said
    pin_file(tmp_path).write_text("{")
    assert main(data) == 1
    assert "坏了" in capsys.readouterr().err


def test_a_recovery_file_is_written_into_a_folder_or_under_a_name_and_over_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick, data = tmp_path / "stick", tmp_path / "data"
    stick.mkdir()
    asked = ["pin", "--data", str(data), "--recovery"]
    assert main([*asked, str(stick)]) == 1
    assert "先设 PIN" in capsys.readouterr().err
    store = PinStore(data)
    store.set("2846")
    (data / "settings.yaml").write_text("站点名称: 示范银行\n", encoding="utf-8")
    assert main([*asked, str(stick)]) == 0
    (path,) = stick.iterdir()
    assert "示范银行" in path.name
    first = path.read_bytes()
    store.choose_recovery([(path.name, first)])
    other = stick / "钥匙.txt"
    other.write_text("别的", encoding="utf-8")
    assert main([*asked, str(other)]) == 1
    assert other.read_text(encoding="utf-8") == "别的"
    # What wasn't written has voided nothing.
    assert store.choose_recovery([(path.name, first)])
    assert isinstance(recovery.read(first), recovery.Recovery)
