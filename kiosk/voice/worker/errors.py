"""What can go wrong in the speaking process.

VoiceError
├── NoEngine      the library or its data is missing; trying again soon is no use
│   └── NoChinese the engine is there and can't read Chinese
├── BadSpeech     this text gave no plausible speech
└── CantWrite     the sound was made and couldn't be written
"""

from __future__ import annotations


class VoiceError(Exception):
    """Speech wasn't made; the message is Chinese and for staff."""

    kind = "voice"


class NoEngine(VoiceError):
    """No speech engine can be opened on this machine."""

    kind = "engine"


class NoChinese(NoEngine):
    """The engine opens, and reads Chinese as something else."""

    kind = "chinese"


class BadSpeech(VoiceError):
    """The engine gave silence, nothing, or far too little for the text."""

    kind = "speech"


class CantWrite(VoiceError):
    """The file couldn't be written: no right, or no room."""

    kind = "disk"
