"""The model's alphabet: the numbers of the letters Mandarin needs, of its own table (config.json of Kokoro-82M)."""

from __future__ import annotations

TOKENS = {
    ";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "—": 9, "…": 10, " ": 16, "ʦ": 20, "ʨ": 21, "ꭧ": 23,
    "a": 43, "e": 47, "f": 48, "i": 51, "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58,
    "s": 61, "t": 62, "u": 63, "w": 65, "x": 66, "y": 67, "ɔ": 76, "ɕ": 77, "ə": 83, "ɚ": 85, "ɛ": 86,
    "ɥ": 99, "ɨ": 101, "ŋ": 112, "ɻ": 126, "ʂ": 130, "ʊ": 135, "ɤ": 140, "ʰ": 162,
    "↓": 169, "→": 171, "↗": 172, "↘": 173,
}  # fmt: skip

SIGNS = ";:,.!?—…"
EDGE = 0
"""The token before and after all others."""
