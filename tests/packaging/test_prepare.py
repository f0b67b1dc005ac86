"""The environment is made once, from the lock alone, and a failure leaves the one before."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give scripts/prepare.py at work in a folder of its own, with an installer that costs nothing."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "scripts" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements.lock").write_text("one", encoding="ascii")
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["prepare.py", ".venv", "requirements.lock"])
    module.installs = []

    def install(venv: str, lock: str) -> None:
        module.installs.append(Path(lock).read_text(encoding="ascii"))
        Path(venv).mkdir()
        Path(venv, "content").write_text(module.installs[-1], encoding="ascii")

    monkeypatch.setattr(module, "install", install)
    return module


def fail(_venv: str, _lock: str) -> None:
    Path(_venv).mkdir()
    raise subprocess.CalledProcessError(1, "pip")


def test_it_installs_once_and_again_only_for_another_lock(
    prepare: ModuleType, tmp_path: Path
) -> None:
    assert prepare.main() == 0
    assert prepare.main() == 0
    assert prepare.installs == ["one"]
    (tmp_path / "requirements.lock").write_text("two", encoding="ascii")
    assert prepare.main() == 0
    assert prepare.installs == ["one", "two"]
    assert (tmp_path / ".venv" / "content").read_text(encoding="ascii") == "two"
    assert not (tmp_path / ".venv.before").exists()


def test_what_an_interrupted_start_left_is_made_anew(prepare: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".venv" / "half").mkdir(parents=True)
    assert prepare.main() == 0
    assert not (tmp_path / ".venv" / "half").exists()
    assert prepare.installs == ["one"]


def test_a_failure_leaves_the_environment_before_and_says_what_to_do(
    prepare: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert prepare.main() == 0
    (tmp_path / "requirements.lock").write_text("two", encoding="ascii")
    monkeypatch.setattr(prepare, "install", fail)
    assert prepare.main() == 1
    assert (tmp_path / ".venv" / "content").read_text(encoding="ascii") == "one"
    told = capsys.readouterr().err
    assert "请接上网络再运行一次" in told
    assert "Traceback" not in told


def test_a_first_failure_leaves_nothing_that_looks_whole(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "install", fail)
    assert prepare.main() == 1
    assert not (tmp_path / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_named(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_venv: str, _lock: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(prepare, "install", refuse)
    assert prepare.main() == 1
    assert "写不进" in capsys.readouterr().err


def test_a_python_too_old_is_told_what_to_install(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert prepare.main() == 1
    told = capsys.readouterr().err
    assert "Python 3.9.2 太旧：请安装 Python 3.11" in told
    assert "too old" in told


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_which_package_to_install(
    prepare: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert prepare.main() == 1
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert f"sudo apt install {package}" in capsys.readouterr().err


@pytest.mark.parametrize("script", ["run", "test", "check"])
def test_without_any_python_a_script_ends_with_one_sentence(tmp_path: Path, script: str) -> None:
    for tool in ("dirname", "cmp", "pwd"):
        found = subprocess.run(["which", tool], capture_output=True, text=True, check=False)
        if found.stdout:
            (tmp_path / tool).symlink_to(found.stdout.strip())
    copy = tmp_path / "我的 kiosk" / "scripts"
    copy.mkdir(parents=True)
    for name in (script, "find_python.sh"):
        (copy / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    done = subprocess.run(
        ["/bin/sh", str(copy / script)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("没有找到 Python：请安装")
    assert len(done.stderr.splitlines()) == 2


def own_environment() -> Path:
    """Give the Python of the kiosk's own environment, making it where it is missing."""
    program = [sys.executable, str(ROOT / "scripts" / "prepare.py"), ".venv", "requirements.lock"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    folder = "Scripts" if os.name == "nt" else "bin"
    return ROOT / ".venv" / folder / "python"


@pytest.mark.parametrize("module", ["numpy", "setuptools", "pkg_resources", "PIL"])
def test_the_kiosks_environment_lacks_what_slows_its_start(module: str) -> None:
    done = subprocess.run(
        [str(own_environment()), "-I", "-c", f"import {module}"], capture_output=True, check=False
    )
    assert done.returncode != 0
    assert b"ModuleNotFoundError" in done.stderr


def test_the_kiosks_environment_has_all_it_imports() -> None:
    wanted = "pygame, yaml, qrcode, zxingcpp, pyttsx3, platformdirs"
    done = subprocess.run(
        [str(own_environment()), "-I", "-c", f"import {wanted}"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
