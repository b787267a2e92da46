"""Picture files (png, jpg, tiff, bmp, gif, webp) decoded by Pillow, one page at a time."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.ocr.pixels import Pixels

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_PAGED = ("TIFF",)
_MOST_PIXELS = 100_000_000
_A4_WIDTH, _A4 = 595.3, 841.9
_PLAUSIBLE = (360.0, 1300.0)
_SHARP = 300 / 72
_LONG = 2.0
_DAMAGED_HINT = "请用看图软件打开确认，重新扫描或另存一份再试。"


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one page, and the size of that page in points."""

    pixels: Pixels
    width: float
    height: float


def pictures(data: bytes, limits: Limits) -> Iterator[Picture]:
    """Every page of a picture file; a very long one (长截图) comes in several pages."""
    image = _opened(data)
    pages = _pages(image, limits)
    for number in range(pages):
        yield from _cut(_page(image, number), limits)


def moving(data: bytes) -> bool:
    """Whether the file holds further pictures that are no pages (动图)."""
    image = _opened(data)
    return image.format not in _PAGED and bool(getattr(image, "is_animated", False))


def _opened(data: bytes) -> Image.Image:
    """The file with only its head read, so that a bomb is refused before it goes off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_large("") from error
        except Exception as error:  # decoders fail in many ways on damaged files
            raise InputError("图片已损坏，或者不是能读的图片格式", _DAMAGED_HINT) from error
    return image


def _pages(image: Image.Image, limits: Limits) -> int:
    if image.format not in _PAGED:
        return 1
    number = 0
    while number <= limits.scanned_pages and _turned_to(image, number):
        number += 1
    if number > limits.scanned_pages:
        raise InputError(
            f"图片的页数太多（上限 {limits.scanned_pages} 页）", "请拆成几个文件再试。"
        )
    return number


def _turned_to(image: Image.Image, number: int) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image.seek(number)
        except EOFError:
            return False
        except Exception as error:
            raise InputError(f"图片第{number + 1}页已损坏", _DAMAGED_HINT) from error
    return True


def _page(image: Image.Image, number: int) -> Picture:
    _turned_to(image, number)
    if image.width * image.height > _MOST_PIXELS:
        raise _too_large(f"（{image.width}×{image.height}）")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _decoded(image)
        except Exception as error:
            message = f"图片第{number + 1}页不完整或已损坏"
            raise InputError(message, _DAMAGED_HINT) from error


def _decoded(image: Image.Image) -> Picture:
    """The page upright, in 8 bits a colour, and not much larger than recognition needs."""
    size, landscape = _size(image), image.width > image.height
    wanted = (round(size[0] * _SHARP), round(size[1] * _SHARP))
    image.draft(None, wanted)
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    if (image.width > image.height) != landscape:
        size, wanted = size[::-1], wanted[::-1]
    plain = _plain(image)
    factor = max(min(plain.width // max(wanted[0], 1), plain.height // max(wanted[1], 1)), 1)
    return Picture(np.asarray(plain.reduce(factor).convert("RGB")), *size)


def _size(image: Image.Image) -> tuple[float, float]:
    """In points, by the density the file states; if that is not plausible, as large as A4."""
    across, down = _density(image)
    if across > 0 and down > 0:
        width, height = image.width / across * 72, image.height / down * 72
        if _PLAUSIBLE[0] <= max(width, height) <= _PLAUSIBLE[1]:
            return width, height
    points = _A4 / max(image.width, image.height)
    return image.width * points, image.height * points


def _density(image: Image.Image) -> tuple[float, float]:
    try:
        across, down = image.info.get("dpi") or (0, 0)
        return float(across), float(down)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour in 8 bits, on white paper where the picture is transparent."""
    if image.mode[0] in "IF":
        return Image.fromarray(_eight_bits(np.asarray(image)))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _eight_bits(values: NDArray[Any]) -> Pixels:
    """Deeper greys brought to 0–255, by the highest bit in use."""
    whole = np.clip(values, 0, None).astype(np.uint32)
    shift = max(int(whole.max()).bit_length() - 8, 0)
    return np.asarray(whole >> shift, np.uint8)


def _cut(picture: Picture, limits: Limits) -> Iterator[Picture]:
    """Pages as high as A4 out of a very long picture, cut where a row is blank."""
    rows, columns = picture.pixels.shape[:2]
    if rows <= _LONG * columns:
        yield picture
        return
    page = round(columns * _A4 / _A4_WIDTH)
    if rows > page * limits.scanned_pages:
        raise InputError(
            "图片太长", f"请分成几张再试，每张不超过 {limits.scanned_pages} 页的高度。"
        )
    points = _A4_WIDTH / columns
    start = 0
    while start < rows:
        end = rows if rows - start <= page else _blank_row(picture.pixels, start, start + page)
        yield Picture(picture.pixels[start:end], _A4_WIDTH, (end - start) * points)
        start = end


def _blank_row(pixels: Pixels, start: int, end: int) -> int:
    """The most even row in the last third, the lowest of several."""
    first = end - (end - start) // 3
    spread = np.ptp(pixels[first:end].mean(axis=2), axis=1)
    return first + int(np.flatnonzero(spread <= spread.min() + 2)[-1]) + 1


def _too_large(size: str) -> InputError:
    return InputError(
        f"图片尺寸太大{size}，上限 {_MOST_PIXELS // 1_000_000} 百万像素",
        "请用较低的分辨率（200–300 dpi）重新扫描，或缩小图片再试。",
    )
