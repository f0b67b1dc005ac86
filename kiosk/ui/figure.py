"""A standing figure in a pose: its arm on the right of the picture given up for one of `poses/`.

Figures are drawn at rest, with every mood a file of its own; poses are a few arms that fit all of them.
What joins the two are the lines they share: the body ends on its right in one curve, the resting arms are
one line on it. An arm is drawn for the usual shoulders, in colours that stand for the figure's own.
"""

from __future__ import annotations

import re

from kiosk.patterns import pattern

POSE = "+"
"""Between a figure and its pose in the name of a picture, as in standing/柜员-担心+打电话."""
FOLDER = "poses"
SHOULDER = 36.4
"""The column of the left shoulder of the usual body; narrower ones begin later."""
SLEEVE, SHADE, SKIN, SHADED_SKIN = "#000001", "#000002", "#000003", "#000004"
"""What stands in an arm for a figure's colours."""

_BODY = pattern(
    r'fill="(?P<sleeve>#\w{6})" d="M(?P<left>[\d.]+) [^"]*?(?P<side>C[\d.]+ 230 [\d.]+ 264 [\d.]+ 300H)'
)
_ARM = r"M[\d.]+ 236C[\d.]+ 256 [\d.]+ 280 [\d.]+ 300"
_ARMS = pattern(rf'stroke="(?P<shade>#\w{{6}})" [^>]*d="{_ARM}(?P<right>{_ARM})"')
_FACE = pattern(r'fill="(?P<skin>#\w{6})" d="M7\d 9\dC7\d 6\d 9\d 5\d 120 5\dS')
_NECK = pattern(r'fill="(?P<skin>#\w{6})" d="M102 138')
_INSIDE = pattern(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)


def posed(figure: str, arm: str) -> str:
    """Give the SVG of a figure with another arm; raise ValueError where one of them is drawn otherwise."""
    body, arms = _BODY.search(figure), _ARMS.search(figure)
    face, neck, inside = _FACE.search(figure), _NECK.search(figure), _INSIDE.search(arm)
    if not (body and arms and face and neck and inside):
        raise ValueError("这个人物换不了手势")
    aside = float(body["left"]) - SHOULDER
    side = f"C{203.6 - aside:g} 222 {193 - aside:g} 246 {190 - aside:g} 300H"
    own = inside[1]
    for stands, colour in (
        (SLEEVE, body["sleeve"]),
        (SHADE, arms["shade"]),
        (SKIN, face["skin"]),
        (SHADED_SKIN, neck["skin"]),
    ):
        own = own.replace(stands, colour)
    calm = figure.replace(body["side"], side, 1).replace(arms["right"], "", 1)
    return calm.replace("</svg>", f'<g transform="translate({-aside:g} 0)">{own}</g>\n</svg>')
