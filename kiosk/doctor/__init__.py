"""The doctor: says what this machine lacks and what to do; needs no display."""

from kiosk.doctor.diagnosis import (
    Diagnosis,
    Health,
    Installation,
    as_json,
    as_text,
    exit_code,
)
from kiosk.doctor.examine import examine

__all__ = ["Diagnosis", "Health", "Installation", "as_json", "as_text", "examine", "exit_code"]
