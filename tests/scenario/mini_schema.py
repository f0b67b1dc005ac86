"""Enough of JSON Schema, draft 7, to try the schema of scenario files against YAML values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KNOWN = {
    "$schema", "$comment", "$ref", "title", "description", "definitions", "type", "enum", "pattern",
    "minimum", "properties", "additionalProperties", "items", "allOf", "anyOf", "oneOf", "not",
    "required",
}  # fmt: skip
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def faults(value: Any, rule: Any, root: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401, C901, PLR0912 - a schema's rules, one after the other
    """Give what of a value a schema doesn't allow; a word the schema misuses is a fault too."""
    unknown = rule.keys() - KNOWN
    if unknown:
        yield f"{at}: the schema says {unknown}"
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/definitions/")
        yield from faults(value, root["definitions"][name], root, at)
    if "type" in rule:
        types = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        number = isinstance(value, bool) and "boolean" not in types
        if number or not any(isinstance(value, TYPES[name]) for name in types):
            yield f"{at}: {value!r} is no {types}"
    if "enum" in rule and not any(
        value == one and type(value) is type(one) for one in rule["enum"]
    ):
        yield f"{at}: {value!r} is not of {rule['enum']}"
    if "pattern" in rule and isinstance(value, str) and not re.search(rule["pattern"], value):
        yield f"{at}: {value!r} is not like {rule['pattern']}"
    if "minimum" in rule and isinstance(value, int) and value < rule["minimum"]:
        yield f"{at}: {value} is too small"
    if isinstance(value, list) and "items" in rule:
        for n, item in enumerate(value):
            yield from faults(item, rule["items"], root, f"{at}[{n}]")
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in rule.get("properties", {}):
                yield from faults(inner, rule["properties"][key], root, f"{at}.{key}")
            elif rule.get("additionalProperties") is False:
                yield f"{at}: unknown {key}"
        yield from (f"{at}: no {key}" for key in rule.get("required", ()) if key not in value)
    for part in rule.get("allOf", ()):
        yield from faults(value, part, root, at)
    for word, wanted in (("anyOf", None), ("oneOf", 1)):
        if word in rule:
            fitting = sum(not list(faults(value, part, root, at)) for part in rule[word])
            if not fitting or (wanted and fitting != wanted):
                yield f"{at}: {fitting} of {word} fit"
    if "not" in rule and not list(faults(value, rule["not"], root, at)):
        yield f"{at}: fits what it must not"
