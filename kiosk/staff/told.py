"""What was found on a stick, in words: the same on the screen, on a terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.scenario.problems import Problem
from kiosk.staff.imported import Candidate, Change, Import, Standing
from kiosk.words import Words

NAMED = 5
"""Files named one by one that are nothing of ours."""
LONGEST = 60
"""Characters of what has changed that are shown of each version."""


def state(words: Words, one: Candidate) -> str:
    """Give the word for how a story stands."""
    return words(f"import.state_{one.standing.en}")


def note(words: Words, one: Candidate) -> str:
    """Give what is said of a story beside its name."""
    if one.standing is Standing.SAME:
        return words("import.same_as_now")
    if one.standing is Standing.REFUSED:
        return words("import.note_refused", count=max(1, one.errors))
    key = "note_new" if one.standing is Standing.NEW else "note_changed"
    said = words(f"import.{key}", count=one.change_count, scenes=one.scenes, minutes=one.minutes)
    return said if one.approved else f"{said}　{words('import.unapproved')}"


def place(words: Words, problem: Problem) -> str:
    """Give a problem in one paragraph: line and column, or the cell, what is wrong, and what to do."""
    said = f"{problem.message}。{problem.advice}。" if problem.advice else f"{problem.message}。"
    if problem.cell:
        return f"{problem.cell}　{said}"
    if problem.line:
        return words("import.place", line=problem.line, column=problem.column, message=said)
    return said


def change(words: Words, one: Change) -> str:
    """Give a change in one paragraph."""
    key = "change_new" if not one.old else "change_gone" if not one.new else "change"
    return words(f"import.{key}", where=one.where, old=_short(one.old), new=_short(one.new))


def changes(words: Words, one: Candidate, most: int) -> Iterator[str]:
    """Give the first changes of a story, and how many there are more."""
    for each in one.changes[:most]:
        yield change(words, each)
    if one.change_count > most:
        yield words("import.more_changes", count=one.change_count - most)


def twin(words: Words, imported: Import, number: int, taken: Sequence[int]) -> str:
    """Give what is said of a story whose id several files have; empty for others."""
    same = next((twins for twins in imported.twins if number in twins), ())
    if not same:
        return ""
    key = "twin" if number in taken else "twin_older"
    return words(f"import.{key}", id=imported.candidates[number].id, count=len(same))


def brings(words: Words, imported: Import) -> tuple[str, ...]:
    """Give what a pack brings beside stories."""
    said = []
    if imported.recordings:
        said.append(words("import.recordings", count=imported.recordings))
    if imported.slogans:
        said.append(words("import.slogans", count=len(imported.slogans)))
    said += [words(f"import.{part}") for part in imported.parts]
    return tuple(said)


def ignored(words: Words, imported: Import) -> str:
    """Give how many files were none of ours, with the first of them; empty for none."""
    if not imported.ignored:
        return ""
    names = "、".join(imported.ignored[:NAMED])
    if len(imported.ignored) > NAMED:
        names = words("import.ignored_more", names=names)
    return words("import.ignored", count=len(imported.ignored), names=names)


def doing(words: Words, what: str, done: int, total: int) -> str:
    """Give how far an import has come."""
    return words(f"import.doing_{what}", done=done, all=total)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
