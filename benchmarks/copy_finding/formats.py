"""The same plan as a Word file and as the PDF made of it, read as users' files are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from .making import Maker, Recipe
from .marked import plain
from .options import SHORTER, Options, Row
from .writing import Draft, Hand, numbers

if TYPE_CHECKING:
    from wenfeng.copies import Duplicates

PLANS_SMALL, PLANS_FULL = 4, 20
ALIKE = 0.95
_HEADS = ("序号", "存在问题", "整改措施", "责任单位", "完成时限")


def formats(options: Options, folder: Path) -> list[Row]:
    """Nothing where there is no LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("没有 LibreOffice，略去 Word 与 PDF 的比较。", file=sys.stderr)
        return []
    plans = PLANS_FULL if options.full else PLANS_SMALL
    recipe = Recipe(plans, options.characters or SHORTER, options.pool, seed=options.seed)
    maker, files = Maker(recipe), folder / "plans"
    files.mkdir()
    for number in range(plans):
        write(maker.draft(number), files / f"{number:03d}.docx", Random(f"table {number}"))
    _convert(office, files, folder / "office")
    return [_row(files, plans)]


def _row(files: Path, plans: int) -> Row:
    from wenfeng import find_duplicates

    return {"plans": plans} | counted(find_duplicates([files]), plans)


def counted(found: Duplicates, plans: int) -> Row:
    """``same``: found pairs of one plan in both forms; ``alike``: those as good as the same."""
    names = [Path(paper.name).stem for paper in found.papers]
    same = [pair for pair in found.pairs if names[pair.a] == names[pair.b]]
    of_both = {names[pair.a]: pair for pair in same}
    least = min((pair.similarity for pair in same), default=0.0)
    return {
        "read": len(found.papers),
        "same": len(of_both),
        "alike": sum(pair.kind != "partial" and pair.similarity >= ALIKE for pair in same),
        "kinds": dict(Counter(pair.kind for pair in same)),
        "lowest": least if len(of_both) == plans else 0.0,
        "covered": min((min(p.coverage_a, p.coverage_b) for p in same), default=0.0),
        "wrong": len(found.pairs) - len(same),
    }


def write(draft: Draft, path: Path, rng: Random) -> None:
    """The paper as a Word file with page numbers; every second one ends with a table of tasks."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document: Any = Document()
    title = document.add_paragraph(plain(draft.title))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, line in numbers(draft):
        document.add_paragraph(number + "".join(plain(words) for _, words in line.sentences))
    if int(path.stem) % 2:
        _add_table(document, Hand(rng, draft.topic))
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)
    document.save(str(path))


def _add_table(document: Any, hand: Hand) -> None:
    table = document.add_table(rows=1, cols=len(_HEADS), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, _HEADS, strict=True):
        cell.text = head
    for number in range(1, hand.rng.randint(4, 12)):
        said = hand.sentence()[1], hand.sentence()[1], hand.rng.choice(hand.lists["U"])
        cells = str(number), *map(plain, said), plain(hand.rng.choice(hand.lists["D"]))
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words


def _add_page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _convert(office: str, files: Path, profile: Path) -> None:
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(files)]
    written = [str(path) for path in sorted(files.glob("*.docx"))]
    subprocess.run([*command, *written], check=True, capture_output=True, timeout=600)
