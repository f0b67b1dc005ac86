"""The JSON Schema of a scenario file, for editors: made from the model's table of keys.

Draft 7, the newest that the YAML extension of VS Code reads whole. It helps with writing; what is
wrong with a file is decided by the reader and the checks alone.
"""

from __future__ import annotations

from typing import Any

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Character, Cue, Ground, QuizItem, Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.schema import Key, Shape, Sort, keys_of

NAME = "scenario.schema.json"
"""The name the schema goes by, beside a story and in the documentation."""

Schema = dict[str, Any]

# YAML reads an unquoted 110 as a number and an unquoted true as a flag; the reader takes either
# as the text that stands there, so the schema must.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NUMBER: Schema = {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9０-９,，]+$"}
_FLAG: Schema = {
    "enum": ["是", "否", "有", "无", "没有", "yes", "no", "true", "false", True, False]
}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$"}
_PICTURE_FILE: Schema = {
    "type": "string",
    "pattern": r"\.([pP][nN][gG]|[jJ][pP][eE]?[gG]|[sS][vV][gG])$",
}


def schema(catalogue: Catalogue, pictures: PictureFiles) -> Schema:
    """Give the schema of a scenario file with the names this installation knows."""
    names: dict[tuple[type, str], Schema] = {
        (Scenario, "type"): _one_of(catalogue.names("types")),
        (Scenario, "law"): _one_of(catalogue.names("laws")),
        (Scenario, "picture"): {"anyOf": [_one_of(sorted(pictures.covers)), _PICTURE_FILE]},
        (Cue, "technique"): _one_of(catalogue.names("techniques")),
        (Ground, "technique"): _one_of(catalogue.names("techniques")),
        (QuizItem, "technique"): _one_of(catalogue.names("techniques")),
        (Character, "voice"): _one_of(catalogue.voices),
        (Character, "portrait"): _one_of(sorted(pictures.portraits)),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "反诈互动训练一体机 剧本",
        "$comment": "由 scripts/schema.py 生成，请不要手改",
        **_object(Scenario, names),
        "definitions": {model.__name__: _object(model, names) for model in _models(Scenario)},
    }


def _models(root: type) -> list[type]:
    """Give the classes below a class, each once, in the order they are met."""
    found: dict[type, None] = {}
    waiting = [root]
    while waiting:
        for key in keys_of(waiting.pop(0)):
            shape = key.shape.item or key.shape
            if shape.sort is Sort.OBJECT and shape.of not in found:
                found[shape.of] = None
                waiting.append(shape.of)
    return list(found)


def _object(model: type, names: dict[tuple[type, str], Schema]) -> Schema:
    properties: Schema = {}
    for key in keys_of(model):
        value = _value(key.shape, names.get((model, key.name)))
        if not key.required:
            value = {"anyOf": [value, {"type": "null"}]}
        for name, other in ((key.zh, key.name), (key.name, key.zh)):
            properties[name] = {"description": _meaning(key, other), **value}
    once = [_spelled(key) for key in keys_of(model)]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "allOf": once,
    }


def _spelled(key: Key) -> Schema:
    """Give the rule that a key stands in one of its spellings, and not in both."""
    spellings = [{"required": [key.zh]}, {"required": [key.name]}]
    return {"oneOf": spellings} if key.required else {"not": {"allOf": spellings}}


def _meaning(key: Key, other: str) -> str:
    return f"{key.doc}。{'必须写' if key.required else '可以不写'}；也可以写成 {other}"


def _value(shape: Shape, named: Schema | None) -> Schema:
    if shape.sort is Sort.LIST and shape.item:
        return {"type": "array", "items": _value(shape.item, named)}
    if named is not None:
        return named
    if shape.sort is Sort.OBJECT:
        return {"$ref": f"#/definitions/{shape.of.__name__}"}
    if shape.sort is Sort.NAME:
        members: Any = shape.of
        return {"enum": [*(m.zh for m in members), *(m.en for m in members)]}
    return {Sort.NUMBER: _NUMBER, Sort.FLAG: _FLAG, Sort.DATE: _DATE}.get(shape.sort, _TEXT)


def _one_of(names: tuple[str, ...] | list[str]) -> Schema:
    """Give one of some names; any text where none is known, as the checks do."""
    return {"enum": list(names)} if names else _TEXT
