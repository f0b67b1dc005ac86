"""`kiosk inspect`: looks over every screen in every state; no display needed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kiosk.commands.common import add_json, add_scenarios, pattern, say, say_json, today
from kiosk.commands.gallery import add_sizes, sizes
from kiosk.process import prepare_pygame

LOOKS = ("normal", "large", "large_contrast")
PLACES = 3
"""Places named of each defect; the others are only counted."""


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    add_sizes(parser)
    parser.add_argument(
        "--look",
        choices=LOOKS,
        action="append",
        help="样子：normal 标准，large 大字，large_contrast 大字高对比；不写就是全部",
    )
    parser.add_argument("--only", default="", metavar="正则", help="只看名称符合的画面")
    add_scenarios(parser)
    add_json(parser)


def run(asked: Namespace) -> int:
    """Say what is wrong with any screen; 0 where nothing is, 1 where something is."""
    prepare_pygame()
    from kiosk import composition  # noqa: PLC0415 (brings pygame, which the other commands do without)
    from kiosk.review import inspection  # noqa: PLC0415
    from kiosk.review.screen_probe import Defect  # noqa: PLC0415
    from kiosk.settings import Settings  # noqa: PLC0415
    from kiosk.staff.gallery import all_states  # noqa: PLC0415
    from kiosk.ui.theme import Look  # noqa: PLC0415

    only = pattern(asked.only)
    if only is None:
        return 2
    composition.drawing_without_display()
    stories = composition.open_stories(asked.scenarios, None, today())
    looks = [Look(name) for name in asked.look or LOOKS]
    looked = 0
    found: list[tuple[inspection.Occurrence, Defect]] = []
    for wanted in sizes(asked):
        kit = composition.make_kit(wanted, stories, Settings())
        surfaces = composition.make_surfaces(kit)
        for look in looks:
            states = inspection.states(kit, look, only, all_states)
            looked += len(states)
            found += inspection.inspect_states(kit, surfaces, states, look)
    groups = inspection.grouped(found)
    if asked.json:
        rows = [
            {
                "rule": one.rule,
                "text": one.text,
                "places": [str(place) for place in places],
            }
            for one, places in groups.items()
        ]
        say_json({"looked": looked, "findings": rows})
    else:
        for one, places in groups.items():
            more = f" 等 {len(places)} 处" if len(places) > PLACES else ""
            say(f"【{one.rule}】{one.text}：{'；'.join(map(str, places[:PLACES]))}{more}")
        say(f"看了 {looked} 个画面：{len(groups)} 种错误。")
    return 1 if groups else 0
