"""What can happen to the voice while a visitor is there: the visit goes on with captions, and speech comes back."""

from __future__ import annotations

import importlib.util
import os
import resource
import signal
import sys
import textwrap
import threading
import zipfile
from pathlib import Path

import pytest

from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import Speaker
from kiosk.voice.engines import SPEECH
from kiosk.voice.recordings import write_facts
from kiosk.voice.speech_pack import INDEX, SUFFIX, Pack

from .displays import ROOT, Display, without_numpy
from .harness import Event, Kiosk, running
from .quick import quickly
from .visits import by_the_engine, by_touch, deciding, stories, story

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("espeakng_loader") is None, reason="needs espeakng-loader (pip)"
)

WHOLE_STORY = 8
"""Pieces told of in a whole story, at least."""

TOO_LONG = 60.0
"""Seconds a line takes at the very most."""


def into_a_scene(kiosk: Kiosk) -> None:
    """Begin a story."""
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    by_touch(kiosk, deciding())
    kiosk.see("SceneScreen")


def first_deciding() -> Scenario:
    """Give the story that is begun."""
    return stories()[int(deciding().removeprefix("story-")) - 1]


def packs_of(story: Scenario) -> list[Path]:
    """Give the shipped speech of a story and of the interface."""
    packs = [ROOT / "assets" / SPEECH / f"{name}{SUFFIX}" for name in (story.id, "interface")]
    assert all(path.is_file() for path in packs)
    return packs


def goes_on(kiosk: Kiosk) -> None:
    """See that lines follow each other until the choices stand there, and that one can be pressed."""
    kiosk.wait(lambda e: e["ev"] == "frame" and e["piece"] >= 1, "the second line", TOO_LONG)
    by_touch(kiosk, "show-all")
    kiosk.ready("choice-1")
    by_touch(kiosk, "choice-1")
    kiosk.see("OutcomeScreen")


def audible(kiosk: Kiosk) -> list[bool]:
    """Give for each piece told of whether it was heard."""
    return [
        e["audible"] for e in kiosk.events if e["ev"] == "voice" and e["begun"] and not e["done"]
    ]


def ends_well(kiosk: Kiosk) -> None:
    """See that nothing went wrong that a visitor could have seen."""
    assert kiosk.end() == 0
    assert "Traceback" not in kiosk.log() + kiosk.errors()


def without(folder: Path, **modules: str) -> dict[str, str]:
    """Give an environment in which modules are as written here."""
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, folder, without_numpy())))}


def test_a_voice_that_hangs_is_replaced(shared_display: Display, tmp_path: Path) -> None:
    by_the_engine(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.spoken()
        hung = kiosk.voices
        for voice in hung:
            os.kill(voice, signal.SIGSTOP)
        by_touch(kiosk, deciding())
        kiosk.see("SceneScreen")
        goes_on(kiosk)
        kiosk.until(lambda: bool(kiosk.voices) and not set(hung) & set(kiosk.voices), "another one")
        ends_well(kiosk)


def test_a_full_disk_costs_the_cache_and_not_the_voice(
    shared_display: Display, tmp_path: Path
) -> None:
    by_the_engine(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.spoken()
        for voice in kiosk.voices:
            resource.prlimit(voice, resource.RLIMIT_FSIZE, (0, 0))
        for clip in (tmp_path / "cache" / "voice").glob("*.wav"):
            clip.unlink(missing_ok=True)
        by_touch(kiosk, deciding())
        kiosk.see("SceneScreen")
        kiosk.spoken()
        goes_on(kiosk)
        ends_well(kiosk)


@pytest.mark.parametrize(
    "modules",
    [
        {"pyttsx3": "raise ImportError('gone')"},
        {
            "espeakng_loader": """
                def get_library_path(): return "/no/lib.so"
                def get_data_path(): return "/no/espeak-ng-data"
            """
        },
    ],
    ids=["without its bindings", "without the wheel's library and data"],
)
def test_without_an_engine_the_captions_run(
    modules: dict[str, str], shared_display: Display, tmp_path: Path
) -> None:
    extra = without(tmp_path, **modules)
    by_the_engine(tmp_path / "data")
    with quickly(shared_display, tmp_path / "data", **extra) as kiosk:
        into_a_scene(kiosk)
        goes_on(kiosk)
        if "pyttsx3" in modules:  # elsewhere the system's own library may speak
            assert not any(audible(kiosk))
        ends_well(kiosk)


def test_a_chosen_voice_that_crashes_is_replaced_by_the_kiosks_own(
    shared_display: Display, tmp_path: Path
) -> None:
    """Those that leave or know no Chinese are replaced alike (tests/voice/test_engines)."""
    crashes = "import os; os.kill(os.getpid(), 11)"
    (tmp_path / "voice.py").write_text(crashes, encoding="utf-8")
    (tmp_path / "settings.yaml").write_text(
        f'语音引擎: 外部程序\n语音程序: \'"{sys.executable}" "{tmp_path / "voice.py"}"\'\n',
        encoding="utf-8",
    )
    with running(shared_display, tmp_path) as kiosk:
        into_a_scene(kiosk)
        kiosk.wait(lambda e: e["ev"] == "voice" and e["audible"], "the kiosk's own voice", TOO_LONG)
        goes_on(kiosk)
        ends_well(kiosk)


class Breaking:
    """A sound device that can be pulled out: a pipe whose reader goes away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._broken = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def breaks(self) -> None:
        """Go, and leave the name to another device."""
        self.path.unlink()
        self._broken.set()
        self._thread.join(10)
        assert not self._thread.is_alive(), "nothing is played at all"

    def _read(self) -> None:
        with self.path.open("rb", buffering=0) as pipe:
            while not self._broken.is_set() and pipe.read(1 << 16):
                pass


def test_a_sound_device_that_goes_in_the_middle_is_opened_again(
    shared_display: Display, tmp_path: Path
) -> None:
    device = Breaking(tmp_path / "sound")
    sound = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(device.path)}
    with running(shared_display, tmp_path / "data", **sound) as kiosk:
        into_a_scene(kiosk)
        kiosk.spoken()
        device.breaks()
        goes_on(kiosk)
        kiosk.until((tmp_path / "sound").exists, "the other device", TOO_LONG)
        by_touch(kiosk, "replay")
        said = kiosk.spoken()["id"]
        kiosk.until(lambda: kiosk.frame["said"] != said, "the end of a sentence", TOO_LONG)
        ends_well(kiosk)
    assert any((tmp_path / "sound").read_bytes()), "nothing was heard on the other device"


def test_a_persons_voice_needs_no_engine(shared_display: Display, tmp_path: Path) -> None:
    first = first_deciding()
    folder = tmp_path / "录音"
    for line in Speaker(first).everything():
        path = folder / f"{line.id}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / "assets" / "sounds" / "hang-up.wav").read_bytes())
        write_facts(path, line.text)
    by_the_engine(tmp_path, "录音目录: 录音\n")
    extra = without(tmp_path, pyttsx3="raise ImportError('gone')")
    with running(shared_display, tmp_path, **extra) as kiosk:
        into_a_scene(kiosk)
        kiosk.wait(
            lambda e: e["ev"] == "voice" and e["audible"] and e["id"].startswith(first.id),
            "the recording",
            TOO_LONG,
        )
        goes_on(kiosk)
        ends_well(kiosk)


def test_staff_mute_it_with_one_key_and_the_captions_run(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.spoken()
        for on in (True, False):
            shared_display.xdotool("key", "F8")
            told = kiosk.wait(lambda e: e["ev"] == "muted", "muting")
            assert told["on"] is on
        ends_well(kiosk)


# Ready-made speech -------------------------------------------------------------------------------


def once_it_speaks(kiosk: Kiosk, name: str) -> Event:
    """Touch a target once what is shown has begun to be said; how a scene told goes on is seen."""
    if (name, kiosk.frame["screen"]) != ("main", "SceneScreen"):
        begun = lambda e: e["ev"] == "voice" and e["begun"] and not e["done"]  # noqa: E731
        kiosk.wait(begun, f"a voice at {name}")
    return by_touch(kiosk, name)


def test_a_whole_story_is_heard_without_any_engine(shared_display: Display, tmp_path: Path) -> None:
    extra = without(tmp_path, pyttsx3="raise ImportError('gone')")
    with running(shared_display, tmp_path / "data", **extra) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        story(kiosk, once_it_speaks, hurry="show-all")
        kiosk.see("EndingScreen")
        once_it_speaks(kiosk, "main")
        kiosk.see("DebriefScreen")
        told = [e for e in kiosk.events if e["ev"] == "voice" and e["begun"] and not e["done"]]
        assert len(told) > WHOLE_STORY
        assert [e["id"] for e in told if not e["audible"]] == []
        ends_well(kiosk)


def damaged(data: Path) -> None:
    """Lay packs before those a scene is said from whose sounds are all damaged, and whose checksums tell it."""
    (data / SPEECH).mkdir(parents=True)
    for path in packs_of(first_deciding()):
        packed = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as file:
            for sound in file.infolist():
                if sound.filename != INDEX:
                    assert sound.compress_type == zipfile.ZIP_STORED
                    # Past the name before it by far, and before the next.
                    packed[sound.header_offset + sound.file_size // 2] ^= 0xFF
        (data / SPEECH / path.name).write_bytes(packed)
        pack = Pack(data / SPEECH / path.name)
        assert pack.sound(next(iter(pack.entries.values()))) is None


def test_what_is_damaged_of_it_is_said_by_the_engine(
    shared_display: Display, tmp_path: Path
) -> None:
    damaged(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        into_a_scene(kiosk)
        kiosk.wait(lambda e: e["ev"] == "voice" and e["audible"], "the engine's voice", TOO_LONG)
        goes_on(kiosk)
        ends_well(kiosk)


def test_what_is_damaged_of_it_is_shown_where_no_engine_is_either(
    shared_display: Display, tmp_path: Path
) -> None:
    damaged(tmp_path / "data")
    extra = without(tmp_path, pyttsx3="raise ImportError('gone')")
    with quickly(shared_display, tmp_path / "data", **extra) as kiosk:
        into_a_scene(kiosk)
        goes_on(kiosk)
        assert not any(audible(kiosk))
        ends_well(kiosk)
