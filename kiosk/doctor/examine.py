"""Looks at everything, one after the other; a look that fails is a finding itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from kiosk.doctor import machine, records, site
from kiosk.doctor.diagnosis import Diagnosis, Health, Installation

log = logging.getLogger(__name__)

Examination = Callable[[Installation], Iterator[Diagnosis]]

LOOKS: tuple[Examination, ...] = (
    machine.python,
    machine.pygame,
    machine.needless,
    machine.fonts,
    machine.data,
    machine.screen,
    machine.diagonal,
    machine.sound,
    site.speech,
    site.voice,
    site.recordings,
    site.settings,
    site.link,
    site.logo,
    site.interface,
    site.stories,
    site.failed,
    site.live_set,
    records.journal,
    machine.clock,
)


def examine(
    installation: Installation, looks: tuple[Examination, ...] = LOOKS
) -> tuple[Diagnosis, ...]:
    """Give all findings, in the order of the looks; never raises."""
    found: list[Diagnosis] = []
    for look in looks:
        try:
            found += look(installation)
        except Exception as error:  # the doctor must get to the end
            log.exception("检查 %s 时出错", look.__name__)
            message = f"检查时程序出错（{type(error).__name__}：{error}）"
            advice = "请把日志交给维护人员。"
            found.append(Diagnosis(look.__name__, look.__name__, Health.ERROR, message, advice))
    return tuple(found)
