"""How far the confidence of OCR tells its errors: python tools/recognition.py

Samples with tables are printed by LibreOffice, worn as a scanner would, read, and each recognised
line is looked for in the words of the print. For each bound on the confidence the table says how
many lines fall below it, how many of these are wrong (precision), and which share of all wrong
lines is among them (recall). ``rules/read.py`` takes its bound from here. Needs wenfeng[ocr].
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import compare_formats
import make_scans
import save_as

from wenfeng import readers
from wenfeng.limits import DEFAULT_LIMITS

BOUNDS = (0.80, 0.85, 0.90, 0.95, 0.98)
WEARS = {
    "一般的扫描（200 dpi）": make_scans.Wear(),
    "很差的扫描（130 dpi，噪点多）": make_scans.Wear(dpi=130, noise=18, blur=1.0, quality=45),
}

Line = tuple[float, bool]
"""The confidence of a recognised line, and whether it is right."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        samples = compare_formats.originals().values()
        tables = [sample for sample in samples if compare_formats.has_table(sample)]
        prints = save_as.printed(tables, Path(folder)).values()
        for name, wear in WEARS.items():
            lines = [line for pdf in prints for line in recognised(pdf, wear, Path(folder))]
            print(f"{name}：{len(lines)} 行，其中认错 {sum(not right for _, right in lines)} 行")
            print("\n".join(rows(lines)))


def recognised(pdf: Path, wear: make_scans.Wear, folder: Path) -> Iterator[Line]:
    """Every line that is read from scans of a print."""
    truth = "".join(_plain(block.text) for block in readers.read_file(pdf, "").blocks)
    for number, picture in enumerate(make_scans.scans(pdf.read_bytes(), wear, seed=len(pdf.stem))):
        page = folder / f"{number}.png"
        picture.save(page)
        for block in readers.read(readers.open_file(page), "", DEFAULT_LIMITS).blocks:
            for piece in block.recognised:
                text = _plain(block.text[piece.start : piece.end])
                yield piece.confidence, text in truth


def rows(lines: Iterable[Line]) -> Iterator[str]:
    """What each bound would flag."""
    lines = list(lines)
    wrong = sum(not right for _, right in lines)
    for bound in BOUNDS:
        flagged = [right for sure, right in lines if sure < bound]
        found = flagged.count(False)
        yield (
            f"  低于 {bound:.2f}：{len(flagged) / len(lines):6.1%} 的行，"
            f"准确率 {found / max(1, len(flagged)):.2f}，召回率 {found / max(1, wrong):.2f}"
        )


def _plain(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
