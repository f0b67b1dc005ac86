"""What the kit does on the machine, once its files are checked and unpacked: python -m kit.install.

    put    make an unpacked version whole, let it show its first picture unseen, and switch to it
    back   switch to the version before

It runs on the Python in the version's own folder, without a network and as an ordinary user.
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from kit.versions import CURRENT, NoVersionError, Versions

LOCK = "requirements.lock"
UNIT = "fanzha-kiosk.service"
PATIENCE = 120.0
"""Seconds a new version may take to its first picture: a slow machine checks all stories meanwhile."""


class NotInstalledError(Exception):
    """The new version doesn't work here; what was installed before is as it was."""


def main(words: list[str] | None = None) -> int:
    """Do what is asked; 0 where it is done, 1 where it can't be: then nothing has changed."""
    parser = argparse.ArgumentParser(prog="python -m kit.install")
    parser.add_argument("what", choices=("put", "back"))
    parser.add_argument("--place", type=Path, required=True, help="where the versions lie")
    parser.add_argument("--version", default="", help="the name of the version to put")
    parser.add_argument("--wheels", type=Path, help="the folder with the wheels of the kit")
    asked = parser.parse_args(words)
    versions = Versions(asked.place)
    try:
        if asked.what == "back":
            told = f"退回到了上一版：{versions.back()}。"
        else:
            told = put(versions, asked.version, asked.wheels)
    except (NotInstalledError, NoVersionError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"没有装成：{error.strerror}（{error.filename}）。请看磁盘还有没有空间，再装一次。",
            file=sys.stderr,
        )
        return 1
    entries(asked.place)
    print(told)
    print(
        "设置、剧本、人数都和原来一样。" if versions.before else "设置在第一次打开时一样一样地问。"
    )
    restarted = os.name == "posix" and restart()
    print(
        "已经重新打开。"
        if restarted
        else "一体机开着的话，请从工作人员页面退出；然后双击桌面上的“开机器”，或者重新开机。"
    )
    return 0


def put(versions: Versions, name: str, wheels: Path) -> str:
    """Make an unpacked version whole and switch to it; give what there is to tell.

    NotInstalledError where it doesn't work here: it is removed, and the one before stays.
    """
    folder = versions.folder(name)
    known = name in versions.whole()
    if not known:
        try:
            make_environment(folder, wheels)
            first_picture(folder)
            versions.finish(name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    old = versions.current
    versions.switch(name)
    versions.tidy()
    if old == name:
        return f"这一版已经装好了：{name}。"
    return f"更新好了：{name}；上一版 {old} 还留着。" if old else f"装好了：{name}。"


def make_environment(folder: Path, wheels: Path) -> None:
    """Make the version's environment from the wheels on the stick, each held to its hash in the lock."""
    pip = next(wheels.glob("pip-*.whl")) / "pip"
    options = ["--no-index", "--find-links", str(wheels), "--require-hashes", "--no-deps"]
    environment = folder / ".venv"
    python = python_of(folder)
    # Neither a mirror nor a folder that somebody set up for pip has a say here.
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    env["PIP_CONFIG_FILE"] = os.devnull
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", environment],
        [python, pip, "install", "--quiet", "--no-input", *options, "-r", folder / LOCK],
        [python, "-m", "compileall", "-q", folder / "kiosk"],
    ):
        done = subprocess.run(
            list(map(str, command)), env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotInstalledError(
                f"组件没有装上：\n{(done.stderr or done.stdout)[-600:]}\n"
                "什么都没有改动。多半是这个安装盘不是给这种机器做的：要 x86-64 或 ARM64，Linux 要 glibc 2.28 以上。"
            )
    # scripts/run compares them and then installs nothing
    shutil.copyfile(folder / LOCK, environment / "lock")


def python_of(folder: Path) -> Path:
    """Give the path of a version's own Python, in its environment."""
    windows = os.name == "nt"
    return folder / ".venv" / ("Scripts/python.exe" if windows else "bin/python")


def first_picture(folder: Path) -> None:
    """Let the version show its first picture on no screen; NotInstalledError where it doesn't.

    On Windows, where its trace can't be followed, all it draws with is loaded.
    """
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "KIOSK_"))}
    env |= {
        "PYTHONPATH": str(folder),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
    }
    with tempfile.TemporaryDirectory() as data:
        if os.name == "nt":
            seen, told = _loaded(folder, env)
        else:
            seen, told = _shown(folder, env, data)
    if not seen:
        raise NotInstalledError(
            f"新的版本在这台机器上打不开：\n{told[-600:]}\n没有换上，原来的还在用。请把这几行发给维护的人。"
        )


def _loaded(folder: Path, env: Mapping[str, str]) -> tuple[bool, str]:
    command = [str(python_of(folder)), "-P", "-c", "import kiosk.composition, kiosk.runtime"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return not done.returncode, done.stderr


def _shown(folder: Path, env: Mapping[str, str], data: str) -> tuple[bool, str]:
    read, write = os.pipe()
    end = time.monotonic() + PATIENCE
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        program = subprocess.Popen(
            [str(python_of(folder)), "-P", "-m", "kiosk", "run", "--data", data],
            env={**env, "KIOSK_TRACE_FD": str(write)},
            pass_fds=[write],
            stdout=said,
            stderr=said,
        )
        os.close(write)
        trace = b""
        try:
            while b'"frame"' not in trace:
                left = end - time.monotonic()
                if left <= 0 or not select.select([read], [], [], left)[0]:
                    break
                more = os.read(read, 65536)
                if not more:
                    break
                trace += more
        finally:
            os.close(read)
            program.terminate()
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        said.seek(0)
        return b'"frame"' in trace, said.read()


def entries(place: Path) -> None:
    """Put the entries to click on the desktop, start the kiosk after logging in, give it to systemd.

    All of them name the link, so that they hold for every version to come.
    """
    current = place / CURRENT
    if os.name == "nt":
        return  # 安装.bat makes them
    subprocess.run(["sh", str(current / "scripts" / "desktop"), "--autostart"], check=False)
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    unit = config / "systemd" / "user" / UNIT
    unit.parent.mkdir(parents=True, exist_ok=True)
    text = (current / "kit" / UNIT).read_text(encoding="utf-8")
    unit.write_text(text.replace("@PLACE@", unit_word(str(current))), encoding="utf-8")
    systemctl("daemon-reload")


def unit_word(text: str) -> str:
    """Give a path as it stands between the quotes of a unit."""
    for mark, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%")):
        text = text.replace(mark, written)
    return text


def restart() -> bool:
    """Start the kiosk anew where systemd runs it now; tell whether it did."""
    return systemctl("is-active", "--quiet", UNIT) and systemctl("restart", UNIT)


def systemctl(*words: str) -> bool:
    """Ask the user's systemd; False where there is none, or where it refuses."""
    try:
        done = subprocess.run(["systemctl", "--user", *words], capture_output=True, check=False)
    except OSError:
        return False
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
