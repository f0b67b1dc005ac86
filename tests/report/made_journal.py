"""Plays that never were, as a journal holds them and as plain values beside it, so that figures can be counted twice.

Two stories: a scam with a scene without choices, and a genuine contact. Everything is drawn from a seed.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import kiosk.records

SCHEMA = Path(kiosk.records.__file__).with_name("journal_schema.sql")

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 20)

Choice = tuple[str, str, str, str, int]
"""Words, verdict, stance, where it leads, what it costs."""


@dataclass(frozen=True)
class Story:
    """A story: scenes with choices or one way on, endings, cues by scene."""

    hash: str
    id: str
    title: str
    kind: str
    wallet: int
    at_stake: int
    scenes: dict[str, list[Choice] | str]
    endings: dict[str, str]
    cues: tuple[tuple[str, str, str, str, str], ...] = ()
    """Scene, kind, words, technique, note."""


SCAM = Story(
    "1111-1111-1111-1111", "kefu", "一个电话", "scam", 50_000, 50_000,
    {
        "来电": [("问他是谁", "safe", "verify", "再来电", 0), ("听他说", "risky", "comply", "再来电", 0)],
        "再来电": "转账",
        "转账": [
            ("挂断电话", "safe", "refuse", "守住", 0),
            ("告诉他验证码", "risky", "comply", "少了", 8_000),
            ("转过去", "fall", "comply", "没了", 50_000),
        ],
    },
    {"守住": "钱还在", "少了": "少了八千", "没了": "钱没了"},
    (
        ("来电", "cue", "我是客服", "冒充身份", "客服不会这样打来"),
        ("再来电", "cue", "今晚十二点", "制造紧迫", "催您就是不让您想"),
        ("转账", "cue", "安全账户", "编造事由", "没有这种账户"),
        ("转账", "cue", "不要告诉别人", "要求保密", "怕有人提醒您"),
    ),
)  # fmt: skip
GENUINE = Story(
    "2222-2222-2222-2222", "96110", "又一个电话", "genuine", 20_000, 20_000,
    {
        "来电": [
            ("挂断再拨回去", "safe", "verify", "放心", 0),
            ("骂他一顿", "fall", "refuse", "误会", 0),
            ("把钱转给别人", "fall", "comply", "白费", 20_000),
        ],
    },
    {"放心": "说清楚了", "误会": "错怪了人", "白费": "没听劝"},
    (("来电", "ground", "您可以自己拨 96110", "脱离官方", "让您自己去核实"),),
)  # fmt: skip
STORIES = (SCAM, GENUINE)

COST = {"safe": 0, "risky": 15, "fall": 45}


@dataclass
class Made:
    """Plays as plain values: the columns of `play`, with their choices and answers."""

    plays: list[dict[str, Any]] = field(default_factory=list)
    kiosks: dict[str, str] = field(
        default_factory=lambda: {"aaaa1111": "城南支行 大堂", "bbbb2222": ""}
    )

    def write(self, path: Path, plays: list[dict[str, Any]] | None = None) -> Path:
        """Write a journal with these plays, all of them where none are named."""
        journal = sqlite3.connect(path)
        journal.executescript(SCHEMA.read_text(encoding="utf-8"))
        journal.executemany("INSERT INTO kiosk VALUES (?, ?)", self.kiosks.items())
        for story in STORIES:
            _write_story(journal, story)
        for play in self.plays if plays is None else plays:
            row = {key: value for key, value in play.items() if key not in {"choices", "answers"}}
            marks = ", ".join(f":{key}" for key in row)
            journal.execute(f"INSERT INTO play ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608
            for table in ("choice", "answer"):
                for part in play[f"{table}s"]:
                    columns = ", ".join(part)
                    marks = ", ".join(f":{key}" for key in part)
                    journal.execute(
                        f"INSERT INTO {table} (play, {columns}) VALUES (:play, {marks})",  # noqa: S608
                        {**part, "play": play["id"]},
                    )
        journal.commit()
        journal.close()
        return path


def _write_story(journal: sqlite3.Connection, story: Story) -> None:
    journal.execute(
        "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?)",
        (story.hash, story.id, story.title, story.kind, "冒充客服", story.wallet, story.at_stake),
    )
    places = [
        (name, "scene", f"{name}怎么办", onward if isinstance(onward, str) else "")
        for name, onward in story.scenes.items()
    ]
    places += [(name, "ending", title, "") for name, title in story.endings.items()]
    for number, place in enumerate(places, 1):
        journal.execute(
            "INSERT INTO story_place VALUES (?, ?, ?, ?, ?, ?)", (story.hash, number, *place)
        )
    for scene, choices in story.scenes.items():
        for number, (words, verdict, stance, goal, loss) in enumerate(
            choices if isinstance(choices, list) else (), 1
        ):
            journal.execute(
                "INSERT INTO story_choice VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]')",
                (story.hash, scene, number, words, verdict, stance, goal, loss),
            )
    for number, cue in enumerate(story.cues, 1):
        journal.execute(
            "INSERT INTO story_cue VALUES (?, ?, ?, ?, ?, ?, ?)", (story.hash, number, *cue)
        )


def made(visits: int, seed: int = 1) -> Made:
    """Give the plays of so many visits within the days, some of staff's and some by a clock that was wrong."""
    rng = Random(seed)  # noqa: S311 - made-up plays, no secret
    found = Made()
    for _ in range(visits):
        _visit(found, rng)
    return found


def _visit(found: Made, rng: Random) -> None:
    day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days + 1))
    kiosk = rng.choice(list(found.kiosks))
    clock = rng.choices(["trusted", "jumped", "before_build"], [16, 1, 1])[0]
    trial, deck = int(rng.random() < 0.06), rng.choice(["", "老年人专场"])
    visit = len(found.plays) + 1
    careful = rng.random()
    attempts: dict[str, int] = {}
    for number in range(1, rng.choice([1, 1, 2, 3]) + 1):
        story = rng.choice(STORIES)
        attempts[story.hash] = attempts.get(story.hash, 0) + 1
        quarter = min(95, 36 + rng.randrange(32) + number)
        play = _play(story, rng, careful)
        again = {"number": number, "attempt": attempts[story.hash], "from_step": 1}
        when = {"day": day.isoformat(), "quarter": quarter, "utc_offset": 480, "clock": clock}
        head = {
            "id": len(found.plays) + 1,
            "kiosk": kiosk,
            "visit": visit,
            "deck": deck,
            "trial": trial,
        }
        found.plays.append({**head, **when, **again, **play})


def _play(story: Story, rng: Random, careful: float) -> dict[str, Any]:
    place, choices, seen = next(iter(story.scenes)), [], []
    left = ""
    while place in story.scenes:
        seen += [n for n, cue in enumerate(story.cues, 1) if cue[0] == place]
        if rng.random() < 0.08:
            left = rng.choice(["exit", "idle", "cut"])
            break
        onward = story.scenes[place]
        if isinstance(onward, str):
            place = onward
            continue
        number = 1 if rng.random() < careful else rng.randrange(len(onward)) + 1
        _, verdict, stance, goal, loss = onward[number - 1]
        choices.append(
            {
                "step": len(choices) + 1, "scene": place, "number": number, "verdict": verdict,
                "stance": stance, "seconds": round(rng.uniform(1, 20), 2), "loss": loss, "met": json.dumps(seen),
            }
        )  # fmt: skip
        place, seen = goal, []
    ended = not left
    points = max(0, 100 - sum(COST[choice["verdict"]] for choice in choices))
    lost = min(story.wallet, sum(choice["loss"] for choice in choices))
    answers = []
    if ended and rng.random() < 0.7:
        for number, (stage, kind) in enumerate(
            [("before", ""), ("after", "scam"), ("after", "genuine")][rng.randrange(2) :], 1
        ):
            right = rng.random() < 0.7
            said = kind if right else {"scam": "genuine", "genuine": "scam", "": "other"}[kind]
            answers.append(
                {
                    "number": number, "stage": stage, "story": story.id, "item": f"k{number}", "kind": kind,
                    "said": said or story.id, "success": int(right), "seconds": 4.0,
                }
            )  # fmt: skip
    return {
        "story": story.hash, "verb": "completed" if ended else "abandoned", "left_by": left, "place": place,
        "scaled": points / 100 if ended else None, "success": int(points >= 60) if ended else None,
        "loss": lost, "spared": story.at_stake - lost if ended else None, "spotted_at": None,
        "duration": 100.0, "look": rng.choice(["normal", "normal", "large", "large_contrast"]),
        "slow": int(rng.random() < 0.1), "volume": 1.0, "voiced": int(rng.random() < 0.9),
        "keyed": int(rng.random() < 0.2), "install": round(rng.uniform(2, 60), 1) if rng.random() < 0.3 else None,
        "choices": choices, "answers": answers,
    }  # fmt: skip
