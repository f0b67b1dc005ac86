"""What is clicked or dropped onto does its work: really launched, from folders with blanks and Chinese."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "点这里"
ENTRIES = {"开机器": "run", "检查": "check", "换故事": "load", "打印审核稿": "print"}
PATIENCE = 20.0
NAMES = ("故事 一.yaml", "100% $HOME `x` 'y' \"z\".yaml", "夹 子")
"""Files as people call them, and worse."""

needs_gio = pytest.mark.skipif(not shutil.which("gio"), reason="needs Debian's libglib2.0-bin")
needs_validate = pytest.mark.skipif(
    not shutil.which("desktop-file-validate"), reason="needs Debian's desktop-file-utils"
)


@pytest.fixture(params=["程序 文件夹", "a$b`c 100%"])
def program(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give a copy of what is clicked, in which scripts/run writes down how it was called."""
    root = tmp_path / request.param
    shutil.copytree(ROOT / FOLDER, root / FOLDER)
    (root / "scripts").mkdir()
    for name in ("clicked", "desktop", "kept", "session"):
        shutil.copy(ROOT / "scripts" / name, root / "scripts" / name)
    run = root / "scripts" / "run"
    os.mkfifo(tmp_path / "told")
    told = shlex.quote(str(tmp_path / "told"))
    run.write_text(
        f'#!/bin/sh\nfor word in run "$@"; do printf "%s\\n" "$word"; done > {told}\n',
        encoding="utf-8",
    )
    run.chmod(0o755)
    # A terminal that any GLib knows: it does what comes after -e, or after -- or -x.
    terminal = tmp_path / "bin" / "xterm"
    terminal.parent.mkdir()
    terminal.write_text(
        '#!/bin/sh\nwhile [ "$1" != -e ] && [ $# -gt 0 ]; do shift; done\nshift\n'
        '[ $# -gt 1 ] || exec sh -c "$1" < /dev/null\nexec "$@" < /dev/null\n',
        encoding="utf-8",
    )
    terminal.chmod(0o755)
    return root


def home_of(program: Path) -> dict[str, str]:
    tmp = program.parent
    home = tmp / "home"
    (home / "Desktop").mkdir(parents=True, exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS", "DISPLAY"))}
    return {**kept, "HOME": str(home), "PATH": f"{tmp / 'bin'}:/usr/bin:/bin"}


GIO_LAUNCH = """
import ctypes, sys
gio = ctypes.CDLL("libgio-2.0.so.0")
glib = ctypes.CDLL("libglib-2.0.so.0")
for library, name in ((gio, "g_desktop_app_info_new_from_filename"), (gio, "g_file_new_for_path"),
                      (glib, "g_list_append")):
    getattr(library, name).restype = ctypes.c_void_p
entry = gio.g_desktop_app_info_new_from_filename(sys.argv[1].encode())
files = None
for name in sys.argv[2:]:
    file = gio.g_file_new_for_path(name.encode())
    files = glib.g_list_append(ctypes.c_void_p(files), ctypes.c_void_p(file))
sys.exit(not (entry and gio.g_app_info_launch(
    ctypes.c_void_p(entry), ctypes.c_void_p(files), None, None)))
"""
"""Launches an entry as file managers do, by its file, which `gio launch` doesn't: it hands on the contents."""


def launch(program: Path, entry: Path, *files: Path, command: tuple[str, ...] = ()) -> list[str]:
    """Launch an entry with some files dropped on it, and give how scripts/run was called."""
    told = os.open(program.parent / "told", os.O_RDONLY | os.O_NONBLOCK)
    try:
        words = [*(command or (sys.executable, "-c", GIO_LAUNCH)), str(entry), *map(str, files)]
        subprocess.run(words, env=home_of(program), check=True, timeout=PATIENCE)
        read = b""
        while select.select([told], [], [], PATIENCE)[0] and (more := os.read(told, 4096)):
            read += more
        return read.decode().splitlines()
    finally:
        os.close(told)


@pytest.fixture
def dropped(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "掉下来 的" / name for name in NAMES]
    files[0].parent.mkdir()
    for file in files:
        file.touch()
    return files


@needs_validate
@pytest.mark.parametrize("name", [*ENTRIES, "放到桌面", "开机自动打开"])
def test_an_entry_is_one_that_every_desktop_reads(name: str) -> None:
    path = ROOT / FOLDER / f"{name}.desktop"
    done = subprocess.run(
        ["desktop-file-validate", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert path.stat().st_mode & 0o111
    assert f"Name={name}\n" in path.read_text(encoding="utf-8")


@needs_gio
def test_a_drop_onto_the_check_checks_just_what_was_dropped(
    program: Path, dropped: list[Path]
) -> None:
    entry = program / FOLDER / "检查.desktop"
    assert launch(program, entry, *dropped) == ["run", "check", "--show", *map(str, dropped)]


@needs_gio
@pytest.mark.parametrize(
    ("name", "called"),
    [("开机器", ["run"]), ("检查", ["run", "doctor"]), ("换故事", ["run", "load"])],
)
def test_a_click_alone_does_what_the_entry_says(
    program: Path, name: str, called: list[str]
) -> None:
    assert launch(program, program / FOLDER / f"{name}.desktop") == called


@needs_gio
def test_printing_goes_where_people_find_it(program: Path, dropped: list[Path]) -> None:
    called = launch(program, program / FOLDER / "打印审核稿.desktop", dropped[0])
    home = home_of(program)["HOME"]
    usual = ["run", "storyboard", "--interface", "--show", "-o", f"{home}/审核材料"]
    assert called == [*usual, str(dropped[0])]


@needs_gio
@needs_validate
def test_entries_put_on_the_desktop_know_where_the_program_is(
    program: Path, dropped: list[Path]
) -> None:
    env = home_of(program)
    script = program / "scripts" / "desktop"
    subprocess.run([str(script)], env=env, check=True, capture_output=True, timeout=PATIENCE)
    home = Path(env["HOME"])
    placed = sorted(path.stem for path in (home / "Desktop").iterdir())
    assert placed == sorted(ENTRIES)
    menu = home / ".local" / "share" / "applications"
    assert {path.name for path in menu.iterdir()} == {
        f"fanzha-kiosk-{what}.desktop" for what in ENTRIES.values()
    }
    for path in (*(home / "Desktop").iterdir(), *menu.iterdir()):
        subprocess.run(["desktop-file-validate", str(path)], check=True)
    entry = home / "Desktop" / "检查.desktop"
    called = launch(program, entry, *dropped, command=("gio", "launch"))
    assert called == ["run", "check", "--show", *map(str, dropped)]


@needs_validate
def test_the_kiosk_can_start_after_logging_in_and_no_longer(program: Path) -> None:
    env = home_of(program)
    script = program / "scripts" / "desktop"
    path = Path(env["HOME"]) / ".config" / "autostart" / "fanzha-kiosk.desktop"
    clicked = [str(program / "scripts" / "clicked"), "autostart"]
    nobody = subprocess.DEVNULL
    subprocess.run(clicked, env=env, check=True, capture_output=True, stdin=nobody)
    text = path.read_text(encoding="utf-8")
    assert "Terminal=false" in text
    assert '/scripts/session"\n' in text
    subprocess.run(["desktop-file-validate", str(path)], check=True)
    subprocess.run([str(script), "--no-autostart"], env=env, check=True, capture_output=True)
    assert not path.exists()


@needs_gio
def test_what_starts_after_logging_in_is_the_service_where_there_is_one_else_the_program(
    program: Path,
) -> None:
    clicked = [str(program / "scripts" / "clicked"), "autostart"]
    subprocess.run(
        clicked, env=home_of(program), check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    path = program.parent / "home" / ".config" / "autostart" / "fanzha-kiosk.desktop"
    assert launch(program, path, command=("gio", "launch")) == ["run"]
    asked = program.parent / "asked"
    systemctl = program.parent / "bin" / "systemctl"
    systemctl.write_text(f'#!/bin/sh\necho "$*" >> {shlex.quote(str(asked))}\n', encoding="utf-8")
    systemctl.chmod(0o755)
    session = [str(program / "scripts" / "session")]
    env = {k: v for k, v in home_of(program).items() if k != "LANG"}
    subprocess.run(session, env={**env, "DISPLAY": ":7"}, check=True)
    assert asked.read_text(encoding="utf-8").splitlines()[-2:] == [
        "--user import-environment DISPLAY",
        "--user start --wait fanzha-kiosk.service",
    ]


@pytest.mark.parametrize("name", [*ENTRIES, "开机自动打开"])
def test_an_entry_for_windows_has_the_form_its_shell_wants(name: str) -> None:
    # Not run: there is no Windows here. What is known to go wrong is looked at.
    data = (ROOT / FOLDER / f"{name}.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8").splitlines()
    assert lines[0] == "@echo off"
    first_chinese = next((n for n, line in enumerate(lines) if not line.isascii()), len(lines))
    assert lines.index("chcp 65001 >nul") < first_chinese
    calls = [line for line in lines if "call " in line]
    assert calls
    assert all('call "%~dp0..\\scripts\\run.bat"' in line for line in calls)
    # A bracket in a dropped path would end a block.
    assert not any("(" in line for line in lines)
    assert not any("%*" in line and '"%*"' in line for line in lines)


def test_there_is_an_entry_for_each_system() -> None:
    names = {path.name for path in (ROOT / FOLDER).iterdir()}
    assert {f"{name}.{end}" for name in ENTRIES for end in ("bat", "desktop")} <= names
