"""What is clicked on the stick, run for real as far as it goes without a Python to carry."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from kit import build, hashes

ROOT = Path(__file__).resolve().parents[2]
PUT = '#!/bin/sh\nprintf "%s\\n" "$PYTHONPATH" "$@" > "$HOME/called"\n'


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Give a kit for this machine whose Python only writes down how it was called."""
    folder = tmp_path / "U 盘" / "反诈一体机"
    parts = folder / "parts"
    (parts / "wheels").mkdir(parents=True)
    (parts / "version").write_text("0.1.0-one", encoding="ascii")
    python = tmp_path / "made" / "python" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.write_text(PUT, encoding="utf-8")
    python.chmod(0o755)
    system = f"linux-{os.uname().machine}"
    (parts / f"python-{system}.tar.gz").write_bytes(build.packed(tmp_path / "made", ("python",)))
    (parts / "program.tar.gz").write_bytes(build.packed(ROOT, ("pyproject.toml", "scripts")))
    build._scripts(folder, windows=True)
    hashes.write(folder)
    (tmp_path / "home").mkdir()
    return folder


def call(kit: Path, *words: str) -> subprocess.CompletedProcess[str]:
    home = kit.parents[1] / "home"
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "KIOSK_PLACE": str(home / "place")}
    command = ["sh", str(kit / "安装.sh"), *words]
    nobody = subprocess.DEVNULL
    return subprocess.run(
        command, env=env, stdin=nobody, capture_output=True, text=True, check=False
    )


def test_a_whole_kit_is_unpacked_and_handed_to_its_own_python(kit: Path) -> None:
    done = call(kit)
    assert (done.returncode, done.stderr) == (0, "")
    home = kit.parents[1] / "home"
    program = home / "place" / "versions" / "0.1.0-one"
    assert (program / "scripts" / "run").stat().st_mode & 0o111
    called = (home / "called").read_text(encoding="utf-8").splitlines()
    assert called == [
        *(str(program), "-P", "-m", "kit.install", "put", "--place", str(home / "place")),
        *("--version", "0.1.0-one", "--wheels", str(kit / "parts" / "wheels")),
    ]


@pytest.mark.parametrize("name", ["parts/program.tar.gz", "parts/version", "安装.desktop"])
def test_a_damaged_kit_is_refused_before_anything_is_written(kit: Path, name: str) -> None:
    with (kit / name).open("r+b") as file:
        file.seek(3)
        file.write(b"\xff")
    done = call(kit)
    assert done.returncode == 1
    assert name in done.stderr
    assert "安装盘坏了" in done.stdout
    assert not (kit.parents[1] / "home" / "place").exists()


def test_what_an_interrupted_installation_left_is_made_anew(kit: Path) -> None:
    half = kit.parents[1] / "home" / "place" / "versions" / "0.1.0-one" / "half"
    half.mkdir(parents=True)
    assert call(kit).returncode == 0
    assert not half.exists()


def test_a_kit_for_another_machine_says_so(kit: Path) -> None:
    (kit / "parts" / f"python-linux-{os.uname().machine}.tar.gz").unlink()
    done = call(kit)
    assert done.returncode == 1
    assert "不是给这种机器" in done.stdout
    assert not (kit.parents[1] / "home" / "place").exists()


def test_there_is_nothing_to_go_back_to_at_first(kit: Path) -> None:
    done = call(kit, "--back")
    assert done.returncode == 1
    assert "没有上一版" in done.stdout


def test_a_full_disk_leaves_nothing_half(kit: Path) -> None:
    with tarfile.open(kit / "parts" / "program.tar.gz", "w:gz"):
        pass
    (kit / "parts" / "program.tar.gz").write_bytes(b"no archive")  # as far as tar comes
    hashes.write(kit)
    done = call(kit)
    assert done.returncode == 1
    assert "没有改动" in done.stdout
    assert not (kit.parents[1] / "home" / "place" / "versions" / "0.1.0-one").exists()


@pytest.mark.skipif(
    not shutil.which("desktop-file-validate"), reason="needs Debian's desktop-file-utils"
)
@pytest.mark.parametrize("name", ["安装", "退回上一版"])
def test_an_entry_is_one_that_every_desktop_reads(name: str) -> None:
    path = ROOT / "kit" / "stick" / f"{name}.desktop"
    command = ["desktop-file-validate", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_what_is_for_windows_has_the_form_its_shell_wants(kit: Path) -> None:
    # Not run: there is no Windows here. What is known to go wrong is looked at.
    for path in [*kit.glob("*.bat"), *kit.glob("parts/*.bat")]:
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 3, path
        assert not data.startswith(b"\xef\xbb\xbf")
        lines = data.decode().splitlines()
        first = next(
            (
                n
                for n, line in enumerate(lines)
                if not line.isascii() and not line.startswith("rem")
            ),
            len(lines),
        )
        assert lines.index("chcp 65001 >nul") < first
        assert "@" not in "".join(
            line
            for line in lines
            if not line.startswith(("@echo", ">")) and "@chcp" not in line and "@call" not in line
        )
        labels = {line[1:] for line in lines if line.startswith(":")}
        goals = {line.rpartition("goto ")[2] for line in lines if "goto " in line}
        assert goals <= labels
    assert len(list(kit.glob("*.bat"))) == 2


def test_a_session_of_the_kiosks_own_is_set_up_and_taken_away(tmp_path: Path) -> None:
    root = tmp_path / "machine"
    (root / "etc" / "lightdm").mkdir(parents=True)
    home = tmp_path / "home" / "hall"
    session = home / "fanzha-kiosk" / "current" / "scripts" / "session"
    session.parent.mkdir(parents=True)
    session.touch(0o755)
    getent = tmp_path / "bin" / "getent"
    getent.parent.mkdir()
    getent.write_text(f"#!/bin/sh\n[ $2 = hall ] && echo hall:x:1000:1000::{home}:/bin/sh\n")
    getent.chmod(0o755)
    env = {"PATH": f"{getent.parent}:/usr/bin:/bin", "KIOSK_ROOT": str(root)}

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", str(ROOT / "kit" / "session.sh"), *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert call("--session", "nobody-here").returncode == 1
    assert [path for path in root.rglob("*") if path.is_file()] == []
    assert call("--session", "hall").returncode == 0
    made = {path.name: path.read_text() for path in root.rglob("*") if path.is_file()}
    assert f"Exec={session}\n" in made["fanzha-kiosk.desktop"]
    assert (
        "autologin-user=hall\n"
        in (root / "etc/lightdm/lightdm.conf.d/50-fanzha-kiosk.conf").read_text()
    )
    assert (
        '"DontVTSwitch" "true"' in (root / "etc/X11/xorg.conf.d/50-fanzha-kiosk.conf").read_text()
    )
    assert call("--no-session").returncode == 0
    assert [path for path in root.rglob("*") if path.is_file()] == []
