"""Which screens are compared with stored pictures, and how a picture is made small to be stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame

from kiosk import composition
from kiosk.review import gallery
from kiosk.settings import Settings
from kiosk.ui.theme import Look
from tests.kits import stories

FOLDER = Path(__file__).parent / "golden"
WIDTH = 480
"""Pixels a stored picture is wide: words stay readable in it, the folder stays small."""

LANDSCAPE, PORTRAIT, SMALL = (1920, 1080), (1080, 1920), (1366, 768)
WANTED: dict[tuple[tuple[int, int], Look], tuple[str, ...]] = {
    (LANDSCAPE, Look.NORMAL): (
        "待机",
        "选故事-1",
        "kefu-baiwan-来电-说",
        "kefu-baiwan-订单-说",
        "kefu-baiwan-订单-选",
        "kefu-baiwan-订单-选1-为什么",
        "kefu-baiwan-短信-选",
        "kefu-baiwan-网页-选",
        "kefu-baiwan-银行-选",
        "kefu-baiwan-银行-选2-后果",
        "kefu-baiwan-女儿-选",
        "kefu-baiwan-结局-守住",
        "kefu-baiwan-复盘-最差-1",
        "kefu-baiwan-复盘-最好-1",
        "kefu-baiwan-复盘-最差-第3步",
        "kefu-baiwan-考题-1",
        "kefu-baiwan-考题-1-骗局",
        "kefu-baiwan-识骗力",
        "gongjianfa-柜台-选",
        "shuadan-任务群-选",
        "call-96110-来电-选",
        "求助",
        "退出",
        "还在吗",
        "安装",
    ),
    (PORTRAIT, Look.NORMAL): (
        "待机",
        "选故事-1",
        "shuadan-任务群-选",
        "kefu-baiwan-订单-选",
        "kefu-baiwan-银行-选2-为什么",
        "kefu-baiwan-复盘-最差-1",
        "安装",
    ),
    (SMALL, Look.LARGE): ("gongjianfa-张警官-选", "gongjianfa-转账-选", "安装"),
    (SMALL, Look.LARGE_CONTRAST): (
        "选故事-1",
        "gongjianfa-文书-选1-为什么",
        "kefu-baiwan-复盘-最差-1",
    ),
    (PORTRAIT, Look.LARGE_CONTRAST): ("kefu-baiwan-订单-选", "gongjianfa-考题-1"),
}


def pictures() -> Iterator[tuple[str, pygame.Surface]]:
    """Give every wanted screen, made small, by the name its stored picture has."""
    composition.drawing_without_display()
    for (size, look), names in WANTED.items():
        kit = composition.make_kit(size, stories(), Settings())
        surfaces = composition.make_surfaces(kit)
        left = set(names)
        for name, screen in gallery.states(kit, look):
            if name in left:
                left.remove(name)
                drawn = gallery.draw(kit, surfaces, screen)
                height = WIDTH * size[1] // size[0]
                small = pygame.transform.smoothscale(drawn, (WIDTH, height))
                yield f"{size[0]}x{size[1]}-{look.value}-{name}", small
            if not left:
                break  # to list the stories behind takes seconds
