"""The doctor: says what this machine lacks and what to do; needs no display."""

from kiosk.doctor.diagnosis import Diagnosis, Health, as_json, as_text, exit_code
from kiosk.doctor.examine import examine
from kiosk.doctor.patient import Patient

__all__ = ["Diagnosis", "Health", "Patient", "as_json", "as_text", "examine", "exit_code"]
