"""Looks at what a site brings: its settings, its link to the App, its stories, its voice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.app_link import AppLink, Pixels, choose_link
from kiosk.doctor.diagnosis import Diagnosis, Health, Installation
from kiosk.paths import settings_file
from kiosk.settings_file import load

AUDIO = {".ogg", ".flac", ".wav"}
SHOWN_PROBLEMS = 5
"""Problems of stories told one by one; `kiosk check` tells them all."""


def settings(installation: Installation) -> Iterator[Diagnosis]:
    """Tell everything wrong in the settings file."""
    path = settings_file(installation.data)
    _, problems = load(path)
    for problem in problems:
        message = f"{problem.where}：{problem.message}"
        yield Diagnosis("settings", "设置", Health.NOTICE, message, problem.advice)
    if not problems:
        message = str(path) if path.exists() else f"没有 {path}，用的是默认设置"
        yield Diagnosis("settings", "设置", Health.OK, message)


def link(installation: Installation) -> Iterator[Diagnosis]:
    """Tell which link the QR code leads to, and whether anybody has scanned it."""
    wishes, _ = load(settings_file(installation.data))
    picture, trouble = _pixels(wishes.qr_picture, "二维码")
    chosen, refused = choose_link(wishes.qr_payload, wishes.qr_hosts, picture)
    for message in (*trouble, *refused):
        yield Diagnosis("link", "二维码", Health.NOTICE, message)
    if wishes.qr_confirmed:
        yield Diagnosis("link", "二维码", Health.OK, f"{chosen.url}，已核对")
    else:
        yield _unconfirmed(chosen)


def stories(installation: Installation) -> Iterator[Diagnosis]:
    """Tell how many stories can be played and what is wrong with the others."""
    # not before it is wanted: reading stories brings yaml along
    from kiosk.scenario.catalogue import FOLDER  # noqa: PLC0415
    from kiosk.scenario.problems import Severity  # noqa: PLC0415
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415
    from kiosk.scenario.reading.library import load_library, shipped_pictures  # noqa: PLC0415

    catalogue, problems = load_catalogue(installation.catalogue / FOLDER)
    pictures = shipped_pictures(installation.assets)
    library = load_library(installation.scenarios, catalogue, installation.today, pictures=pictures)
    told = (*problems, *library.all_problems)
    for problem in told[:SHOWN_PROBLEMS]:
        health = Health.ERROR if problem.severity is Severity.ERROR else Health.NOTICE
        message = f"{problem.where}：{problem.message}"
        yield Diagnosis("stories", "剧本", health, message, problem.advice)
    if len(told) > SHOWN_PROBLEMS:
        message = f"还有 {len(told) - SHOWN_PROBLEMS} 处问题"
        yield Diagnosis("stories", "剧本", Health.NOTICE, message, "运行 kiosk check 查看全部。")
    count = len(library.scenarios)
    if count:
        yield Diagnosis("stories", "剧本", Health.OK, f"{count} 个可以播放")
    else:
        advice = "请恢复自带的剧本，或放进新的剧本。"
        yield Diagnosis("stories", "剧本", Health.ERROR, "没有一个可以播放", advice)


def recordings(installation: Installation) -> Iterator[Diagnosis]:
    """Tell whether the folder of recordings is there and has any."""
    wishes, _ = load(settings_file(installation.data))
    folder = wishes.recordings
    if folder is None:
        return
    try:
        count = sum(path.suffix.lower() in AUDIO for path in folder.rglob("*"))
        there = folder.is_dir()
    except OSError:
        there = False
    if not there:
        advice = "请检查设置里的“录音目录”。现在用的是合成的声音。"
        yield Diagnosis("recordings", "录音", Health.NOTICE, f"没有文件夹 {folder}", advice)
    else:
        yield Diagnosis("recordings", "录音", Health.OK, f"{folder} 里有 {count} 段")


def voice(installation: Installation) -> Iterator[Diagnosis]:
    """Try whether what the site chose can speak Chinese."""
    from kiosk.voice.engines import speaking_process  # noqa: PLC0415  starts a process, and only here
    from kiosk.voice.say import probe  # noqa: PLC0415  as above

    wishes, _ = load(settings_file(installation.data))
    state = probe(speaking_process(wishes), device=False)
    if state.alive and state.error:
        advice = "请检查设置里的“语音引擎”和它下面几项。"
        yield Diagnosis("voice", "语音", Health.NOTICE, f"{state.engine}；{state.error}", advice)
    elif state.alive:
        yield Diagnosis("voice", "语音", Health.OK, state.engine)
    else:
        advice = "字幕照常走。Linux 上请重新运行 scripts/run；Windows 上请安装中文语音包。"
        message = state.error or "这台机器不会说中文"
        yield Diagnosis("voice", "语音", Health.NOTICE, message, advice)


def speech(installation: Installation) -> Iterator[Diagnosis]:
    """Look whether the ready-made speech is there and whole."""
    from kiosk.voice.engines import speech_folders  # noqa: PLC0415  as above
    from kiosk.voice.speech_pack import SpeechPacks  # noqa: PLC0415  as above

    wishes, _ = load(settings_file(installation.data))
    folders = speech_folders(wishes, installation.data)
    if not folders:
        return
    packs = SpeechPacks(folders)
    count = sum(len(pack.entries) for pack in packs.packs)
    damaged = [f"语音文件 {pack.path} 有损坏" for pack in packs.packs if not pack.whole()]
    advice = "坏的句子改由语音引擎读，或只有字幕。请重新复制整个程序，或重做这个文件。"
    for message in (*packs.faults, *damaged):
        yield Diagnosis("speech", "自带的语音", Health.NOTICE, message, advice)
    if count and not packs.faults and not damaged:
        message = f"{len(packs.packs)} 个文件，{count} 句，由计算机合成"
        yield Diagnosis("speech", "自带的语音", Health.OK, message)


def _unconfirmed(chosen: AppLink) -> Diagnosis:
    advice = (
        "请用手机扫一次，和公安机关的海报核对域名，确认打开的是国家反诈中心；"
        "然后在设置里写“二维码已核对: 是”。"
    )
    return Diagnosis("link", "二维码", Health.NOTICE, f"还没有人核对过 {chosen.url}", advice)


def logo(installation: Installation) -> Iterator[Diagnosis]:
    """Tell whether the site's logo can be shown."""
    wishes, _ = load(settings_file(installation.data))
    if wishes.site_logo is None:
        return
    _, trouble = _pixels(wishes.site_logo, "标志")
    for message in trouble:
        yield Diagnosis("logo", "标志", Health.NOTICE, f"{message}现在显示的是盾牌。")
    if not trouble:
        yield Diagnosis("logo", "标志", Health.OK, str(wishes.site_logo))


def _pixels(path: Path | None, what: str) -> tuple[Pixels | None, tuple[str, ...]]:
    """Give the pixels of a picture the site brings, and what kept them from being read."""
    if path is None:
        return None, ()
    # it brings pygame along, for those sites alone
    from kiosk.site_picture import PictureRefusedError, pixels_of  # noqa: PLC0415

    try:
        return pixels_of(path, what), ()
    except PictureRefusedError as error:
        return None, (str(error),)
