"""Turn a document into pictures that look scanned: python tools/make_scans.py FILE... -o FOLDER

Each page is rendered at 200 dpi, put on grey paper, turned by up to a degree, blurred, made noisy
and saved as JPEG; ``--seal`` stamps a red seal over the text of the last page. The same seed gives
the same scans. A Word or Excel file is printed to PDF by LibreOffice first.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly a scanner treats a page; lengths are pixels, the angle is degrees."""

    dpi: int = 200
    angle: float = 1.0
    noise: float = 8.0
    blur: float = 0.7
    paper: int = 235
    quality: int = 70
    seal: bool = False
    turn: int = 0


def scans(pdf: bytes, wear: Wear, seed: int) -> list[Image.Image]:
    """The pages of a PDF as a worn scanner would give them."""
    random = Random(seed)
    pages = _rendered(pdf, wear.dpi)
    if wear.seal:
        pages[-1] = _sealed(pages[-1], wear.dpi, random)
    return [_jpeg(_worn(page, wear, random), wear.quality) for page in pages]


def _rendered(pdf: bytes, dpi: int) -> list[Pixels]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return [np.asarray(image) for image in images]


def _worn(page: Pixels, wear: Wear, random: Random) -> Pixels:
    generator = np.random.default_rng(random.randrange(2**32))
    turned = _tilted(page, random.uniform(-wear.angle, wear.angle))
    soft = cv2.GaussianBlur(turned, (0, 0), wear.blur) if wear.blur else turned
    grey = soft.astype(np.float32) * (wear.paper / 255) + _shade(soft.shape, generator)
    noisy = grey + generator.normal(0, wear.noise, soft.shape[:2])[..., None]
    return np.rot90(np.clip(noisy, 0, 255).astype(np.uint8), wear.turn // 90)


def _tilted(page: Pixels, angle: float) -> Pixels:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    flags = cv2.INTER_CUBIC
    tilted = cv2.warpAffine(page, turn, (width, height), flags=flags, borderValue=(255, 255, 255))
    return tilted.astype(np.uint8, copy=False)


def _shade(shape: tuple[int, ...], generator: np.random.Generator) -> NDArray[np.float32]:
    """Uneven light: a slow slope over the page, up to a dozen levels."""
    down, across = generator.uniform(-12, 12, 2)
    rows = np.linspace(-0.5, 0.5, shape[0], dtype=np.float32)[:, None] * np.float32(down)
    columns = np.linspace(-0.5, 0.5, shape[1], dtype=np.float32)[None, :] * np.float32(across)
    return (rows + columns)[..., None]


def _sealed(page: Pixels, dpi: int, random: Random) -> Pixels:
    """A round seal of 42 mm (圆形公章) pressed over the last lines of the page."""
    height, width = page.shape[:2]
    radius = int(21 / 25.4 * dpi)
    dark = np.flatnonzero((page.min(axis=2) < 128).any(axis=1))
    bottom = int(dark[-1]) if dark.size else height // 2
    x = int(width * random.uniform(0.6, 0.75))
    y = min(max(bottom - radius // 2, radius), height - radius)
    stamp = np.full_like(page, 255)
    red = (225, 40, 45)
    cv2.circle(stamp, (x, y), radius, red, max(radius // 12, 2), cv2.LINE_AA)
    _star(stamp, x, y, radius * 0.32, red)
    for step in range(9):
        around = np.deg2rad(200 + step * 140 / 8)
        place = (int(x + radius * 0.72 * np.cos(around)), int(y + radius * 0.72 * np.sin(around)))
        cv2.rectangle(stamp, _moved(place, -radius // 11), _moved(place, radius // 11), red, 3)
    mixed = page.astype(np.float32) * stamp.astype(np.float32) / 255
    return mixed.astype(np.uint8)


def _moved(place: tuple[int, int], by: int) -> tuple[int, int]:
    return place[0] + by, place[1] + by


def _star(stamp: Pixels, x: int, y: int, radius: float, red: tuple[int, int, int]) -> None:
    steps = np.arange(10)
    reach = np.where(steps % 2 == 0, radius, radius * 0.4)
    around = np.deg2rad(steps * 36 - 90)
    points = np.stack([x + reach * np.cos(around), y + reach * np.sin(around)], axis=1)
    cv2.fillPoly(stamp, [points.astype(np.int32)], red, cv2.LINE_AA)


def _jpeg(page: Pixels, quality: int) -> Image.Image:
    held = io.BytesIO()
    Image.fromarray(page).save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue()))


def _pdf(path: Path) -> bytes:
    if path.suffix.lower() == ".pdf":
        return path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        return (Path(folder) / path.with_suffix(".pdf").name).read_bytes()


def save(images: list[Image.Image], to: Path, dpi: int) -> None:
    """One multi-page TIFF for .tif, one PDF of pictures for .pdf, else the first page only."""
    options: dict[str, Any] = {"resolution": dpi} if to.suffix == ".pdf" else {"dpi": (dpi, dpi)}
    if to.suffix == ".tif":
        options["compression"] = "jpeg"
    if to.suffix in {".tif", ".pdf"} and len(images) > 1:
        options |= {"save_all": True, "append_images": images[1:]}
    images[0].save(to, **options)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", default="tif", choices=["tif", "pdf", "jpg", "png"])
    for name in ("dpi", "paper", "quality", "turn"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Wear(), name))
    for name in ("angle", "noise", "blur"):
        parser.add_argument(f"--{name}", type=float, default=getattr(Wear(), name))
    parser.add_argument("--seal", action="store_true")
    given = vars(parser.parse_args(arguments))
    files, out, seed, suffix = (given.pop(name) for name in ("files", "out", "seed", "format"))
    wear = Wear(**given)
    out.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(files):
        save(scans(_pdf(path), wear, seed + number), out / f"{path.stem}.{suffix}", wear.dpi)


if __name__ == "__main__":
    main(sys.argv[1:])
