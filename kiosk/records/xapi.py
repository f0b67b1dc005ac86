"""A journal as xAPI statements, for learning platforms: one a play, with the verbs and results of cmi5.

The actor is the kiosk: nobody else is known. A statement's id, and the registration its visit has, are made
from the play's id, so that the same play is the same statement in every export. Times are to the quarter hour.
Verbs: http://adlnet.gov/expapi/verbs/completed, https://w3id.org/xapi/adl/verbs/abandoned; of decisions
http://adlnet.gov/expapi/verbs/answered.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.records.journal_file import open_read
from kiosk.storage import read_beginning, sync_folder

if TYPE_CHECKING:
    from sqlite3 import Connection

    from _typeshed import SupportsWrite

PREFIX = "urn:fanzha-kiosk"
"""What ids begin with: the kiosk has no address of its own in any network."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, PREFIX)
_ADL = "http://adlnet.gov/expapi/verbs"
VERBS = {
    "completed": f"{_ADL}/completed",
    "abandoned": "https://w3id.org/xapi/adl/verbs/abandoned",
    "initialized": f"{_ADL}/initialized",
    "answered": f"{_ADL}/answered",
}
VERSION = "1.0.3"
BEGINNING = 400
"""Bytes in which a list of ours names the kiosk."""

_PLAYS = """
SELECT play.*, story.id AS story_id, story.title, story.kind, kiosk.name FROM play
JOIN story ON story.hash = play.story LEFT JOIN kiosk ON kiosk.id = play.kiosk
WHERE NOT trial ORDER BY play.id
"""
_CHOICES = """
SELECT choice.*, story_choice.words FROM choice JOIN play ON play.id = choice.play
JOIN story_choice ON story_choice.story = play.story AND story_choice.scene = choice.scene
  AND story_choice.number = choice.number
WHERE choice.play = ? ORDER BY step
"""


def write_beside(export: Path) -> Path:
    """Write the statements of an export beside it, whole or not at all, and give the file.

    RefusedError where it can't be written, or a file lies there that isn't such a list.
    """
    out = export.with_suffix(".xapi.json")
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        if os.path.lexists(out) and not _is_ours(out):
            raise RefusedError(f"{out} 不是这个程序写的，没有覆盖。请换一个文件夹，或者移走它。")
        with closing(open_read(export)) as base, draft.open("x", encoding="utf-8") as file:
            write_statements(base, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise RefusedError(f"{out} 写不进去（{reason_of(error)}）。请换一个文件夹。") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return out


def _is_ours(path: Path) -> bool:
    """Tell whether a file begins as such a list does."""
    begin = read_beginning(path, BEGINNING)
    return begin.startswith(b"[\n") and (PREFIX.encode() in begin or begin == b"[\n]\n")


def write_statements(base: Connection, file: SupportsWrite[str] | IO[str]) -> int:
    """Write all statements as one JSON list, a line each; give how many."""
    count = 0
    file.write("[")
    for one in statements(base):
        file.write((",\n" if count else "\n") + json.dumps(one, ensure_ascii=False))
        count += 1
    file.write("\n]\n")
    return count


def statements(base: Connection) -> Iterator[dict[str, Any]]:
    """Give the statements of all plays but staff's own, each play's followed by its decisions'."""
    cursor = base.execute(_PLAYS)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        play = dict(zip(names, row, strict=True))
        yield _of_play(play)
        found = base.execute(_CHOICES, (play["id"],))
        columns = [column[0] for column in found.description]
        for choice in found:
            yield _of_choice(play, dict(zip(columns, choice, strict=True)))


def _of_play(play: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "completion": play["verb"] == "completed",
        "duration": f"PT{play['duration']:g}S",
    }
    if play["scaled"] is not None:
        result |= {"score": {"scaled": play["scaled"]}, "success": bool(play["success"])}
    said = "loss", "spared", "spotted_at", "place", "left_by", "deck", "attempt", "install", "clock"
    result["extensions"] = {
        f"{PREFIX}:{name}": play[name] for name in said if play[name] not in {None, ""}
    }
    return _statement(play, play["verb"], f"{play['id']}", result)


def _of_choice(play: dict[str, Any], choice: dict[str, Any]) -> dict[str, Any]:
    result = {
        "success": choice["verdict"] == "safe",
        "response": choice["words"],
        "duration": f"PT{choice['seconds']:g}S",
        "extensions": {f"{PREFIX}:{name}": choice[name] for name in ("verdict", "stance", "loss")},
    }
    one = _statement(play, "answered", f"{play['id']}/{choice['step']}", result)
    one["object"] = {"id": f"{_activity(play)}:{choice['scene']}", "objectType": "Activity"}
    return one


def _statement(play: dict[str, Any], verb: str, key: str, result: dict[str, Any]) -> dict[str, Any]:
    account = {"homePage": f"{PREFIX}:kiosk", "name": play["kiosk"]}
    actor = {"objectType": "Agent", "account": account}
    if play["name"]:
        actor["name"] = play["name"]
    zone = timezone(timedelta(minutes=play["utc_offset"]))
    began = datetime.fromisoformat(play["day"]).replace(tzinfo=zone)
    title = {"zh-CN": play["title"]}
    return {
        "id": str(uuid.uuid5(_SPACE, key)),
        "version": VERSION,
        "actor": actor,
        "verb": {"id": VERBS[verb], "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": _activity(play),
            "definition": {"name": title, "type": "http://adlnet.gov/expapi/activities/simulation"},
        },
        "result": result,
        "context": {"registration": str(uuid.uuid5(_SPACE, f"visit/{play['visit']}"))},
        "timestamp": (began + timedelta(minutes=15 * play["quarter"])).isoformat(),
    }


def _activity(play: dict[str, Any]) -> str:
    return f"{PREFIX}:story:{play['story_id']}:{play['story']}"
