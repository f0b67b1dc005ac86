"""Signed packs: who packed one, and that nothing in it was changed since.

A signature (Ed25519, by `cryptography`, the extra `signed`) stands in a file at the root of a pack. It covers
the name and the SHA-256 of every file below; one that isn't named there, or is missing, or differs, spoils
all of the pack.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.packs.pack_sources import MEGABYTE, Budget, Entry, skipped
from kiosk.packs.refusal import refused
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.files import printable
from kiosk.storage import LARGEST_NOTE, UNREADABLE, read_file
from kiosk.values import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNATURE = "campaign-signature.json"
FORMAT = 1
CAP = 4 * MEGABYTE
"""Bytes of a signature's file: it names every file of a pack."""
NEEDED = "cryptography"

Where = tuple[tuple[str, ...], tuple[str, ...]]
"""A place in a source: what stands before its paths, and the path."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a site demands: whether packs must be signed, and whose keys (64 figures) it knows."""

    required: bool = False
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Checked:
    """What signatures say of the files of a stick."""

    entries: list[Entry]
    digests: dict[Where, str] = field(default_factory=dict)
    """The SHA-256 that a file must have, by its place."""
    signers: tuple[str, ...] = ()
    told: list[Problem] = field(default_factory=list)


def check_signatures(entries: Sequence[Entry], demand: Demand, budget: Budget) -> Checked:
    """Give the files that may be taken, with what they must be; PackRefusedError for a pack that is spoiled."""
    signatures = [entry for entry in entries if entry.name == SIGNATURE]
    if not signatures:
        if demand.required:
            raise refused("unsigned")
        return Checked(list(entries))
    checked = Checked([entry for entry in entries if entry.name != SIGNATURE])
    signers = []
    for signature in signatures:
        files, signer = _verified(_read(signature, budget), signature, demand)
        if signer and signer not in demand.keys:
            if demand.required:
                raise refused("unknown-signer", key=grouped(signer))
            checked.told.append(skipped(signature.shown, "unknown-signer", key=grouped(signer)))
        signers.append(signer)
        _hold(signature, files, checked)
    checked.signers = tuple(dict.fromkeys(filter(None, signers)))
    if demand.required:
        for entry in checked.entries:
            if _where(entry) not in checked.digests:
                checked.told.append(skipped(entry.shown, "unsigned"))
        checked.entries = [one for one in checked.entries if _where(one) in checked.digests]
    return checked


def expected(checked: Checked, entry: Entry) -> str | None:
    """Give the SHA-256 a file must have; None where no signature covers it."""
    return checked.digests.get(_where(entry))


def _where(entry: Entry) -> Where:
    return entry.source.within, entry.parts


def _read(entry: Entry, budget: Budget) -> bytes:
    data = b""
    try:
        for piece in entry.pieces(budget):
            data += piece
            if len(data) > CAP:
                break
    except (OSError, ValueError) as error:
        raise refused("bad-signature", name=entry.shown) from error
    return data


def _verified(data: bytes, entry: Entry, demand: Demand) -> tuple[dict[str, str], str]:
    """Give the files a signature names by their paths, and whose it is."""
    try:
        plain = json.loads(data)
        files = {str(name): str(digest) for name, digest in plain["files"].items()}
        key, signature = bytes.fromhex(plain["key"]), bytes.fromhex(plain["signature"])
        if plain["format"] != FORMAT or len(data) > CAP:
            raise ValueError(plain["format"])
    except UNREADABLE as error:
        raise refused("bad-signature", name=entry.shown) from error
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (an extra)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 (the same)
            Ed25519PublicKey,
        )
    except ImportError as error:
        if demand.required:
            raise refused("no-library") from error
        return files, ""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _signed(files))
    except (InvalidSignature, ValueError) as error:
        raise refused("bad-signature", name=entry.shown) from error
    return files, key.hex()


def _hold(signature: Entry, files: Mapping[str, str], checked: Checked) -> None:
    """Hold what a signature covers against the files that are there."""
    within, base = signature.source.within, signature.parts[:-1]
    there = {
        "/".join(one.parts[len(base) :]): one
        for one in checked.entries
        if one.source.within == within and one.parts[: len(base)] == base
    }
    for name in files:
        if name not in there:
            raise refused("missing", name=printable(name))
    for name, entry in there.items():
        if name not in files:
            raise refused("extra", name=entry.shown)
        checked.digests[_where(entry)] = files[name]


# Signing ------------------------------------------------------------------------------------------


def _signed(files: Mapping[str, str]) -> bytes:
    """Give the bytes a signature is of."""
    told = {"format": FORMAT, "files": dict(sorted(files.items()))}
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()


def signature_of(files: Mapping[str, str], key: Ed25519PrivateKey) -> bytes:
    """Give the signature's file for files given by path with their SHA-256."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "key": public_key(key),
        "signature": key.sign(_signed(files)).hex(),
        "files": dict(sorted(files.items())),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def public_key(key: Ed25519PrivateKey) -> str:
    """Give the 64 figures by which a site knows who signs with a key."""
    return key.public_key().public_bytes_raw().hex()


def load_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key; PackRefusedError where the file has none, or signing isn't installed."""
    serialization, kind = _library()
    try:
        key = serialization.load_pem_private_key(read_file(path, LARGEST_NOTE), password=None)
    except OSError as error:
        raise refused("no-key", name=printable(path)) from error
    except (ValueError, TypeError) as error:
        raise refused("no-key", name=printable(path)) from error
    if not isinstance(key, kind):
        raise refused("no-key", name=printable(path))
    return key  # type: ignore[no-any-return]  # of the kind just asked for


def new_key() -> tuple[bytes, str]:
    """Give a new private key as a file's bytes, and the public key to it."""
    serialization, kind = _library()
    key = kind.generate()
    data = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return data, public_key(key)


def _library() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 (an extra)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 (the same)
            Ed25519PrivateKey,
        )
    except ImportError as error:
        raise refused("no-library") from error
    return serialization, Ed25519PrivateKey


def grouped(key: str) -> str:
    """Give the first figures of a public key as people compare them."""
    return f"{key[:4]}-{key[4:8]}"


def signer_of(signers: Iterable[str]) -> str:
    """Give who signed a pack, for people; empty for nobody."""
    return "、".join(grouped(key) for key in signers)
