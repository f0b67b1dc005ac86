"""Looks at what a site brings: its settings, its link to the App, its stories, its voice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app_link import (
    SMALLEST_MODULE,
    AppLink,
    LinkRefusedError,
    Pixels,
    decode,
    fingerprint,
    matrix,
)
from kiosk.doctor.diagnosis import Diagnosis, Health, Installation
from kiosk.packs.brought import with_brought
from kiosk.packs.live_sets import LiveSets
from kiosk.paths import settings_file
from kiosk.records.quarantine import quarantine_file, read_failed
from kiosk.scenario.problems import Problem, Severity, has_errors
from kiosk.settings_file import load

if TYPE_CHECKING:
    from kiosk.scenario.reading.library import Library

AUDIO = {".ogg", ".flac", ".wav"}
MOST_LOOKED_AT = 10_000
"""Files and folders among which recordings are counted: somebody may name a whole disk."""
UNAPPROVED = frozenset({"not-approved", "approval-void"})
"""Problems of a story nobody has approved as it is."""
SHOWN_PROBLEMS = 5
"""Problems of stories told one by one; `kiosk check` tells them all."""


def settings(installation: Installation) -> Iterator[Diagnosis]:
    """Tell everything wrong in the settings file."""
    path = settings_file(installation.data)
    _, problems = load(path)
    for problem in problems:
        yield _told("settings", "设置", problem)
    if not problems:
        message = str(path) if path.exists() else f"没有 {path}，用的是默认设置"
        yield Diagnosis("settings", "设置", Health.OK, message)


def link(installation: Installation) -> Iterator[Diagnosis]:
    """Tell which link the QR code leads to, and whether anybody has scanned it."""
    # it brings pygame along
    from kiosk.site_picture import site_code  # noqa: PLC0415

    wishes, _ = load(settings_file(installation.data))
    code = site_code(wishes)
    for problem in code.problems:
        yield _told("link", "二维码", problem)
    if not _reads_back(code.link):
        message = f"画出来的二维码认不出 {code.link.url}"
        advice = "请换一个短一些的网址，或把日志交给维护人员。"
        yield Diagnosis("link", "二维码", Health.ERROR, message, advice)
    if code.confirmed:
        yield Diagnosis("link", "二维码", Health.OK, f"{code.link.url}，已核对")
    elif not any(problem.code == "confirmation-void" for problem in code.problems):
        yield _unconfirmed(code.link.url)


def _reads_back(link: AppLink) -> bool:
    """Tell whether a phone would find the link in the code as it is drawn."""
    import pygame  # noqa: PLC0415  not before it is wanted

    from kiosk.ui.items import QrCode  # noqa: PLC0415  as above

    code = QrCode(0, 0, matrix(link), SMALLEST_MODULE)
    surface = pygame.Surface(code.bounds[2:])
    code.draw(surface)
    drawn = Pixels(pygame.image.tobytes(surface, "RGB"), *surface.get_size())
    try:
        return decode(drawn) == link.url
    except LinkRefusedError:
        return False


def interface(installation: Installation) -> Iterator[Diagnosis]:
    """Tell the fingerprint of the interface's words, and whether those are the ones approved."""
    # not before it is wanted: it brings the screens along
    from kiosk.review.storyboard.interface_texts import (  # noqa: PLC0415
        interface_fingerprint,
        interface_sections,
    )
    from kiosk.scenario.catalogue import FOLDER  # noqa: PLC0415
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415
    from kiosk.scenario.serialise import same_fingerprint  # noqa: PLC0415
    from kiosk.site_picture import site_code  # noqa: PLC0415
    from kiosk.words import Words  # noqa: PLC0415

    wishes, _ = load(settings_file(installation.data))
    link = site_code(wishes).link.url
    words = Words.of_language(installation.assets / "words", wishes.language)
    catalogue, _ = load_catalogue(installation.catalogue / FOLDER)
    now = interface_fingerprint(
        interface_sections(words, catalogue, wishes, link, installation.assets)
    )
    approved = wishes.interface_approved
    if not approved:
        message = f"指纹 {now}，设置里没有写审核过的指纹"
        yield Diagnosis("interface", "界面的字", Health.OK, message)
    elif same_fingerprint(approved, now):
        yield Diagnosis("interface", "界面的字", Health.OK, f"指纹 {now}，和审核过的一样")
    else:
        message = f"审核以后改过：审核的是 {approved}，现在是 {now}"
        advice = (
            "请运行 kiosk storyboard --interface --since 签过字的界面.html，"
            "把改动送去审核，再改设置里的“界面审核指纹”。"
        )
        yield Diagnosis("interface", "界面的字", Health.NOTICE, message, advice)


def stories(installation: Installation) -> Iterator[Diagnosis]:
    """Tell how many stories can be played and what is wrong with the others."""
    library = installation.library or _read_stories(installation)
    told = library.all_problems
    for problem in told[:SHOWN_PROBLEMS]:
        health = Health.ERROR if problem.severity is Severity.ERROR else Health.NOTICE
        message = f"{problem.where}：{problem.message}"
        yield Diagnosis("stories", "剧本", health, message, problem.advice)
    if len(told) > SHOWN_PROBLEMS:
        message = f"还有 {len(told) - SHOWN_PROBLEMS} 处问题"
        yield Diagnosis("stories", "剧本", Health.NOTICE, message, "运行 kiosk check 查看全部。")
    count = len(library.scenarios)
    # What a running kiosk leaves out as nobody has approved it has no errors.
    sound = [one for one in library.loaded if not has_errors(one.problems)]
    refused = len(library.loaded) - len(sound)
    unapproved = sum(any(p.code in UNAPPROVED for p in one.problems) for one in sound)
    if count:
        parts = [f"{count} 个可以播放"]
        parts += [f"{refused} 个有错误，不播放"] if refused else []
        parts += [f"{unapproved} 个没有审核"] if unapproved else []
        yield Diagnosis("stories", "剧本", Health.OK, "，".join(parts))
    else:
        advice = "请恢复自带的剧本，或放进新的剧本。"
        yield Diagnosis("stories", "剧本", Health.ERROR, "没有一个可以播放", advice)


def failed(installation: Installation) -> Iterator[Diagnosis]:
    """Tell which stories aren't played as their screens failed twice."""
    for one in read_failed(quarantine_file(installation.data)):
        if one.set_aside:
            message = f"《{one.title}》出错 {one.faults} 次，先不播放（{one.day}，{one.why}）"
            advice = "请把日志交给维护人员。修好了，敲门后在“给单位看”里按“重新播放出错的剧本”。"
            yield Diagnosis("failed", "剧本出错", Health.NOTICE, message, advice)


def _read_stories(installation: Installation) -> Library:
    """Read the stories there are, with those that were brought on a stick."""
    # not before it is wanted: reading stories brings yaml along
    from kiosk.authoring.story_workbooks import read_workbook  # noqa: PLC0415
    from kiosk.scenario.catalogue import FOLDER  # noqa: PLC0415
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415
    from kiosk.scenario.reading.library import load_library, shipped_pictures  # noqa: PLC0415

    catalogue, problems = load_catalogue(installation.catalogue / FOLDER)
    pictures = shipped_pictures(installation.assets)

    def read(*paths: Path) -> Library:
        today = installation.today
        return load_library(paths, catalogue, today, pictures=pictures, workbooks=read_workbook)

    library = read(*installation.scenarios)
    live = LiveSets(installation.data).current() if installation.plays_shipped else None
    if live is not None:
        library = with_brought(library, read(live.stories), live)
    return replace(library, problems=(*problems, *library.problems))


def live_set(installation: Installation) -> Iterator[Diagnosis]:
    """Tell which stories were brought on a stick, and whether their files are as they were brought."""
    live = LiveSets(installation.data).current() if installation.plays_shipped else None
    if live is None:
        return
    faults = list(live.faults())
    if faults:
        message = f"{len(faults)} 个文件坏了：{faults[0]}"
        advice = "请在“换剧本”里换回上一套，或者插上 U 盘再导入一次。"
        yield Diagnosis("live-set", "导入的剧本", Health.ERROR, message, advice)
        return
    unapproved = sum(not one.approved for one in live.held)
    message = f"{len(live.held)} 个，指纹 {live.fingerprint}"
    if unapproved:
        advice = "请送去审核；设置里写“只播放已审核的: 是”，没有审核的就不播放。"
        message = f"{message}，其中 {unapproved} 个没有审核"
        yield Diagnosis("live-set", "导入的剧本", Health.NOTICE, message, advice)
    else:
        yield Diagnosis("live-set", "导入的剧本", Health.OK, message)


def recordings(installation: Installation) -> Iterator[Diagnosis]:
    """Tell whether the folder of recordings is there and has any."""
    wishes, _ = load(settings_file(installation.data))
    folder = wishes.recordings
    if folder is None:
        return
    there, found = False, list[Path]()
    with suppress(OSError):  # a disk that is pulled out meanwhile
        there = folder.is_dir()
        found += islice(folder.rglob("*"), MOST_LOOKED_AT)
    count = sum(path.suffix.lower() in AUDIO for path in found)
    if not there:
        advice = "请检查设置里的“录音目录”。现在用的是合成的声音。"
        yield Diagnosis("recordings", "录音", Health.NOTICE, f"没有文件夹 {folder}", advice)
    else:
        least = "至少" if len(found) == MOST_LOOKED_AT else ""
        yield Diagnosis("recordings", "录音", Health.OK, f"{folder} 里{least}有 {count} 段")


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


def _unconfirmed(url: str) -> Diagnosis:
    advice = (
        "请用手机扫一次，和公安机关的海报核对域名，确认打开的是国家反诈中心；"
        "然后在工作人员页面“设置 → 二维码和审核”里选“用手机扫过”，"
        f"或者在设置文件里写“二维码已核对: {fingerprint(url)}”。"
    )
    return Diagnosis("link", "二维码", Health.NOTICE, f"还没有人核对过 {url}", advice)


def _told(check: str, subject: str, problem: Problem) -> Diagnosis:
    """Give a problem of the settings, with its place, as a finding."""
    message = f"{problem.where}：{problem.message}" if problem.where else problem.message
    return Diagnosis(check, subject, Health.NOTICE, message, problem.advice)


def logo(installation: Installation) -> Iterator[Diagnosis]:
    """Tell whether the site's logo can be shown."""
    # it brings pygame along, for those sites alone
    from kiosk.site_picture import site_pixels  # noqa: PLC0415

    wishes, _ = load(settings_file(installation.data))
    if wishes.site_logo is None:
        return
    _, problems = site_pixels(wishes, "site_logo")
    for problem in problems:
        yield _told("logo", "标志", problem)
    if not problems:
        yield Diagnosis("logo", "标志", Health.OK, str(wishes.site_logo))
