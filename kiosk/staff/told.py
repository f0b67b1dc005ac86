"""What was found on a stick, in words: the same on the screen, on a terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.packs.imported import Candidate, Change, Import, Standing
from kiosk.scenario.characters import printable
from kiosk.scenario.problems import Problem
from kiosk.words import Words

NAMED = 5
"""Files named one by one that are nothing of ours."""
LONGEST = 60
"""Characters of what has changed that are shown of each version."""


def state(words: Words, one: Candidate) -> str:
    """Give the word for how a story stands."""
    return words(f"import.state_{one.standing.en}")


def note(words: Words, one: Candidate, *, approved_only: bool = False) -> str:
    """Give what is said of a story beside its name; where only approved ones play, that it won't."""
    if one.standing is Standing.SAME:
        return words("import.same_as_now")
    if one.standing is Standing.REFUSED:
        return words("import.note_refused", count=max(1, one.errors))
    key = "note_new" if one.standing is Standing.NEW else "note_changed"
    said = words(f"import.{key}", count=one.change_count, scenes=one.scenes, minutes=one.minutes)
    if one.approved:
        return said
    unapproved = words("import.left_out" if approved_only else "import.unapproved")
    return f"{said}　{unapproved}"


def where(words: Words, problem: Problem) -> str:
    """Give where in its file a problem is: line and column, the cell, or the file as a whole."""
    if problem.cell:
        return problem.cell
    if problem.line:
        return words("import.place", line=problem.line, column=problem.column)
    return words("import.whole")


def place(words: Words, problem: Problem) -> str:
    """Give a problem in one paragraph: where it is, what is wrong, and what to do."""
    said = f"{problem.message}。{problem.advice}。" if problem.advice else f"{problem.message}。"
    return f"{where(words, problem)}　{said}" if problem.line or problem.cell else said


def change(words: Words, one: Change) -> str:
    """Give a change in one paragraph."""
    key = "change_new" if not one.old else "change_gone" if not one.new else "change"
    return words(f"import.{key}", where=one.where, old=clipped(one.old), new=clipped(one.new))


def versions(words: Words, one: Change) -> tuple[str, ...]:
    """Give a change as it was and as it is, a paragraph each."""
    old = words("import.was", text=clipped(one.old)) if one.old else ""
    new = words("import.is", text=clipped(one.new)) if one.new else ""
    return tuple(filter(None, (old, new)))


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
    if imported.order:
        said.append(words("import.order"))
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


def clipped(text: str, most: int = LONGEST) -> str:
    """Give a text no longer than so many characters."""
    text = " ".join(printable(text).split())
    return text if len(text) <= most else f"{text[:most]}…"
