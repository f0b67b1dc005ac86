"""Staff read why the system refused, in Chinese."""

from __future__ import annotations

import errno
import os

from kiosk.os_errors import reason_of


def test_every_number_of_the_system_has_words_without_english() -> None:
    for number in errno.errorcode:
        reason = reason_of(OSError(number, os.strerror(number)))
        assert reason
        assert not any(word.isascii() and word.isalpha() for word in reason.split())


def test_the_usual_reasons_are_named() -> None:
    named = {errno.ENOSPC: "磁盘满了", errno.EACCES: "没有权限", errno.ENAMETOOLONG: "名字太长"}
    for number, reason in named.items():
        assert reason_of(OSError(number, os.strerror(number))) == reason
    assert reason_of(OSError("no number")) == "系统没有说明原因"


def test_a_file_that_wps_has_open_is_told_on_windows() -> None:
    error = OSError(errno.EACCES, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    assert reason_of(error) == "正被别的程序打开"
