"""Small stories for the tests of a visit."""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk.scenario.model import (
    Channel,
    Choice,
    Cue,
    Ending,
    Kind,
    Line,
    QuizItem,
    Scenario,
    Scene,
    Stance,
    Verdict,
)

SAFE, RISKY, FALL = Verdict.SAFE, Verdict.RISKY, Verdict.FALL


def choice(goto: str, verdict: Verdict, stance: Stance = Stance.VERIFY, **more: object) -> Choice:
    text = f"{verdict.zh}地做"
    return Choice(
        text=more.pop("text", text),
        verdict=verdict,
        stance=stance,
        goto=goto,
        consequence="后来",
        why="因为",
        **more,
    )


def scene(name: str, *choices: Choice, goto: str = "", cue: str = "") -> Scene:
    cues = (Cue(cue, "编造事由", "可疑"),) if cue else ()
    line = Line("旁白", f"这里是{name}{cue}", cues=cues)
    return Scene(name, Channel.PHONE, (line,), choices=choices, goto=goto)


def ending(name: str) -> Ending:
    return Ending(name, name, (Line("旁白", "完"),))


def item(name: str, kind: Kind) -> QuizItem:
    return QuizItem(name, Channel.SMS, "某人", f"内容{name}", kind, "因为")


def story(*scenes: Scene, kind: Kind = Kind.SCAM, **more: object) -> Scenario:
    """Give a story; `good` and `bad` are its endings."""
    fields: dict[str, Any] = {
        "format": 1,
        "id": "demo",
        "title": "一个电话",
        "kind": kind,
        "type": "冒充公检法",
        "wallet": 10_000,
        "picture": "警官",
        "scenes": scenes,
        "endings": (ending("good"), ending("bad")),
        "law": ("刑法-266",),
        "remember": "不转账",
        "quiz": (
            item("a", Kind.SCAM),
            item("b", Kind.GENUINE),
            item("c", Kind.SCAM),
            item("d", Kind.SCAM),
        ),
        "sources": (),
        "review_by": date(2027, 6, 30),
    }
    return Scenario(**(fields | more))


def ladder(rungs: int, **more: object) -> Scenario:
    """Give a story of so many decisions, each with a careful, a risky and a foolish choice.

    The foolish one complies with a swindler, and refuses who means well.
    """
    foolish = Stance.REFUSE if more.get("kind") is Kind.GENUINE else Stance.COMPLY
    names = [f"s{n}" for n in range(rungs)]
    after = [*names[1:], "good"]
    scenes = [
        scene(
            name,
            choice(goto, SAFE),
            choice(goto, RISKY, leaks=("姓名",)),
            choice(goto, FALL, foolish, loss=4_000, leaks=("验证码", "姓名")),
            cue=f"破{name}",
        )
        for name, goto in zip(names, after, strict=True)
    ]
    return story(*scenes, **more)
