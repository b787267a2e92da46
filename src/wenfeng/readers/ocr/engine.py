"""The two PP-OCRv6 models (PaddleOCR, Apache-2.0) of the rapidocr wheel, run by onnxruntime.

Detection answers, for every pixel, how likely it is the core of a text line (DB, differentiable
binarisation); recognition answers, for every 8 pixels of a line 48 pixels high, a character or
nothing (CTC, connectionist temporal classification).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from wenfeng.errors import ResourceError
from wenfeng.readers.ocr import OFFLINE, install_command
from wenfeng.readers.ocr.pixels import Pixels

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"
_THREADS = 2
_GRID = 32
_LINE_HEIGHT = 48
_MOST_WIDTH = 3200
_LEAST_WIDTH = 32
_WIDTHS = 0xFEE0

cv2.setNumThreads(_THREADS)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A recognised character, where its middle stands along the line (0–1), and how sure it is."""

    text: str
    middle: float
    confidence: float


def text_map(picture: Pixels, side: int) -> NDArray[np.float32]:
    """How likely each pixel of the picture, shrunk to ``side`` at the longest, lies in a line."""
    height, width = picture.shape[:2]
    scale = min(1.0, side / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    shrunk = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    missing = (-size[1] % _GRID, -size[0] % _GRID)
    padded = cv2.copyMakeBorder(shrunk, 0, missing[0], 0, missing[1], cv2.BORDER_REPLICATE)
    found: NDArray[np.float32] = _run(_DETECTION, _normal(padded)[None])[0, 0]
    return found[: size[1], : size[0]]


def recognise(line: Pixels) -> tuple[Glyph, ...]:
    """The characters of a picture of one line.

    One line at a time: with two threads that is as fast as several together, in half the memory.
    """
    height, width = line.shape[:2]
    wide = min(max(round(width * _LINE_HEIGHT / height), 1), _MOST_WIDTH)
    held = np.zeros((1, 3, _LINE_HEIGHT, max(wide, _LEAST_WIDTH)), np.float32)
    held[0, :, :, :wide] = _normal(cv2.resize(line, (wide, _LINE_HEIGHT)))
    return _glyphs(_run(_RECOGNITION, held)[0], held.shape[3] / wide)


def _glyphs(answer: NDArray[np.float32], stretch: float) -> tuple[Glyph, ...]:
    """CTC: the best character at every step, repetitions and blanks left out."""
    best = answer.argmax(axis=1)
    kept = np.flatnonzero((best != 0) & (np.diff(best, prepend=-1) != 0))
    twins = _twins()[best[kept]]
    sure = answer[kept, best[kept]] + np.where(twins, answer[kept, twins], 0)
    middles = (kept + 0.5) / len(best) * stretch
    names = _characters()
    return tuple(
        Glyph(names[best[step]], min(float(middle), 1.0), min(float(score), 1.0))
        for step, middle, score in zip(kept, middles, sure, strict=True)
    )


@cache
def _characters() -> tuple[str, ...]:
    held = _session(_RECOGNITION).get_modelmeta().custom_metadata_map["character"]
    return ("", *held.splitlines(), " ")


@cache
def _twins() -> NDArray[np.int64]:
    """For each character, its full- or half-width twin (，and ,), or 0: they look the same."""
    names = _characters()
    place = {name: index for index, name in enumerate(names) if len(name) == 1}
    return np.array([place.get(_twin(name), 0) for name in names])


def _twin(name: str) -> str:
    code = ord(name) if len(name) == 1 else 0
    if 0x21 <= code <= 0x7E:
        return chr(code + _WIDTHS)
    return chr(code - _WIDTHS) if 0xFF01 <= code <= 0xFF5E else ""


def _normal(picture: NDArray[Any]) -> NDArray[np.float32]:
    """0–255 becomes -1–1, colours first, in the order blue, green, red that the models learnt."""
    return np.ascontiguousarray(picture[:, :, ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1


def _run(model: str, held: NDArray[np.float32]) -> NDArray[np.float32]:
    session = _session(model)
    answer: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: held})[0]
    return answer


@cache
def _session(model: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_model(model)), options, ["CPUExecutionProvider"])


def _model(name: str) -> Path:
    spec = find_spec("rapidocr")
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    raise ResourceError(
        f"文字识别组件缺少模型 {name}",
        f"请运行 {install_command('rapidocr<3.11')} --force-reinstall --no-deps（{OFFLINE}）。",
    )
