"""The local police station's name and number, where the site has set it: as shown, and as said."""

from __future__ import annotations

from dataclasses import replace

from kiosk.screens.kit import Kit
from kiosk.ui.screen import Piece


def station_line(kit: Kit) -> str:
    """Give name and number for a line of the screen; empty where the site has set no number."""
    phone = kit.settings.station_phone
    return kit.words("say.station", name=_name(kit), phone=phone) if phone else ""


def station_pieces(kit: Kit, *, seen: bool = False) -> tuple[Piece, ...]:
    """Give the piece that says it, digit by digit; none where the site has set no number."""
    phone = kit.settings.station_phone
    if not phone:
        return ()
    written = kit.words.spoken("say.station", name=_name(kit), phone=phone)
    digits = " ".join(sign for sign in phone if sign.isdecimal())
    said = kit.words("say.station", name=_name(kit), phone=digits)
    return (Piece("station", replace(written, say=said), seen),)


def _name(kit: Kit) -> str:
    return kit.settings.station_name or kit.words("help.station_unnamed")
