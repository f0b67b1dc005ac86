"""A picture a site brings is read within bounds, or refused with what to do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.site_picture import PictureRefusedError, pixels_of


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_every_kind_of_png_is_read(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "海报.png"
    Image.new("RGB", (60, 400), (255, 255, 255)).convert(mode).save(path)
    pixels = pixels_of(path)
    assert (pixels.width, pixels.height) == (60, 400)
    assert pixels.rgb == b"\xff" * (60 * 400 * 3)


def test_a_poster_of_gigabytes_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "海报.png"
    Image.new("1", (10, 10)).save(path)
    whole = bytearray(path.read_bytes())
    whole[16:24] = (60_000).to_bytes(4, "big") * 2
    path.write_bytes(whole)
    with pytest.raises(PictureRefusedError, match=r"60000×60000.*画图"):
        pixels_of(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "海报.png"
    os.mkfifo(path)
    with pytest.raises(PictureRefusedError, match="二维码图片"):
        pixels_of(path)


@pytest.mark.parametrize("name", ["没有.png", ".", "字.png", "半张.png"])
def test_what_is_no_picture_is_refused_and_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "字.png").write_bytes("反诈".encode())
    Image.new("RGB", (60, 40)).save(tmp_path / "半张.png")
    whole = (tmp_path / "半张.png").read_bytes()
    (tmp_path / "半张.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PictureRefusedError, match="没有采用"):
        pixels_of(tmp_path / name)
