"""Saves sample plans in every format that can hold them, for comparing what is read from each.

LibreOffice does most of the saving; OFD and scans are made from the PDF it prints.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

TEXT, SHEET = "text", "sheet"
# What LibreOffice saves, by the kind of original: format → (its name for it, extension).
_OFFICE = {
    TEXT: {
        "odt": ("odt", ".odt"),
        "rtf": ("rtf", ".rtf"),
        "html": ("html", ".html"),
    },
    SHEET: {
        "xls": ("xls", ".xls"),
        "ods": ("ods", ".ods"),
    },
}
# Other names for the same bytes, and the formats they are tried as.
_ALIASES = {"doc": ("wps", ".wps"), "xls": ("et", ".et")}

# Texts and pages are taken into LibreOffice by these filters.
_IMPORTS = {".txt": "Text (encoded):UTF8", ".html": "HTML (StarWriter)"}
_COLUMN = 16

Saved = dict[str, dict[str, Path]]


def office() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice")


def kind_of(sample: Path) -> str | None:
    """Whether a sample is a text or a workbook; None for what is no plan."""
    kinds = {".docx": TEXT, ".txt": TEXT, ".html": TEXT, ".xlsx": SHEET}
    return kinds.get(sample.suffix)


def _kind_of_saved(file: Path) -> str | None:
    return TEXT if file.suffix == ".odt" else kind_of(file)


def save_as(samples: Iterable[Path], folder: Path) -> Saved:
    """Every sample in every format: format → name of the sample → file."""
    chosen = [sample for sample in samples if kind_of(sample)]
    saved: Saved = {}
    plain = list(_resolved(chosen, folder / "resolved"))
    for kind, formats in _OFFICE.items():
        originals = [one for one in plain if _kind_of_saved(one) == kind]
        for form, (target, suffix) in formats.items():
            saved.setdefault(form, {}).update(_converted(originals, target, suffix, folder / form))
    # LibreOffice writes tables into a doc that it cannot read itself, unless it comes from odt.
    saved["docx"] = _converted(_of_type(plain, ".odt"), "docx", ".docx", folder / "docx")
    saved["doc"] = _converted(saved["odt"].values(), "doc", ".doc", folder / "doc")
    saved["pdf"] = _printed(plain, folder)
    for form, (alias, suffix) in _ALIASES.items():
        saved[alias] = _each(saved[form], folder / alias, suffix, lambda path: path.read_bytes())
    saved["ofd"] = _each(saved["pdf"], folder / "ofd", ".ofd", _as_ofd)
    saved["mht"] = _each(saved["html"], folder / "mht", ".mht", _as_mht)
    wholes = {sample.stem: sample for sample in chosen}
    saved["eml"] = _each(wholes, folder / "eml", ".eml", _as_mail)
    saved["zip"] = _each(wholes, folder / "zip", ".zip", _as_archive)
    return saved


def printed(samples: Iterable[Path], folder: Path) -> dict[str, Path]:
    """Every sample as LibreOffice prints it."""
    return _printed(_resolved(samples, folder / "resolved"), folder)


def _printed(files: Iterable[Path], folder: Path) -> dict[str, Path]:
    return _converted(_fitted(files, folder / "fitted"), "pdf", ".pdf", folder / "pdf")


def scans(pdfs: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """Every PDF as a scan of 200 dpi, slightly turned and noisy, as a PDF of pictures."""
    return _each(pdfs, folder, ".pdf", _as_scan)


def _converted(
    files: Iterable[Path], target: str, suffix: str, folder: Path, known_as: str = ""
) -> dict[str, Path]:
    files, program = list(files), office()
    if program is None:
        raise RuntimeError("没有安装 LibreOffice")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += [f"--infilter={known_as}"] if known_as else []
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {file.stem: folder / f"{file.stem}{suffix}" for file in files}


def _each(
    files: Mapping[str, Path], folder: Path, suffix: str, make: Callable[[Path], bytes]
) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made = {stem: folder / f"{stem}{suffix}" for stem in files}
    for stem, target in made.items():
        target.write_bytes(make(files[stem]))
    return made


def _resolved(samples: Iterable[Path], folder: Path) -> Iterable[Path]:
    """With content controls resolved and changes accepted, as far as formats cannot hold them.

    LibreOffice writes the text of a control several times into doc and rtf, and deleted text like
    any other into html.
    """
    from lxml import etree

    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples:
        if sample.suffix in _IMPORTS:
            yield _as_odt(sample, folder)
            continue
        if sample.suffix != ".docx":
            yield sample
            continue
        with zipfile.ZipFile(sample) as old, zipfile.ZipFile(folder / sample.name, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name == "word/document.xml":
                    root = etree.fromstring(part)
                    _unwrap(root, "sdt", "sdtContent")
                    _unwrap(root, "ins")
                    _drop(root, "del")
                    part = etree.tostring(root)
                new.writestr(name, part)
        yield folder / sample.name


def _as_odt(sample: Path, folder: Path) -> Path:
    """A text or a page in LibreOffice's own format."""
    from wenfeng.readers.encoding import decode

    copy = folder / sample.name
    copy.write_text(decode(sample.read_bytes()), "utf-8-sig")
    made = _converted([copy], "odt:writer8", ".odt", folder, _IMPORTS[sample.suffix])
    return made[sample.stem]


def _of_type(files: Iterable[Path], suffix: str) -> list[Path]:
    return [file for file in files if file.suffix == suffix]


def _unwrap(root: etree._Element, name: str, holder: str = "") -> None:
    """Put the children of every such element, or of its ``holder``, in its place."""
    for element in list(root.iter(f"{{*}}{name}")):
        parent = element.getparent()
        content = element.find(f"{{*}}{holder}") if holder else element
        if parent is not None:
            place = parent.index(element)
            parent[place : place + 1] = list(content) if content is not None else []


def _drop(root: etree._Element, name: str) -> None:
    for element in list(root.iter(f"{{*}}{name}")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _fitted(samples: Iterable[Path], folder: Path) -> Iterable[Path]:
    """Workbooks made fit to print, as people do: wide columns, wrapped text, borders, one width."""
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side("thin")

    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples:
        if sample.suffix != ".xlsx":
            yield sample
            continue
        book = load_workbook(sample)
        for sheet in book.worksheets:
            for number, row in enumerate(sheet.iter_rows(), start=1):
                sheet.row_dimensions[number].height = 15 * _lines_of_row(row)
                for cell in row:
                    cell.alignment = Alignment(wrap_text=True, vertical="center")
                    cell.border = Border(line, line, line, line)
            for column in range(1, sheet.max_column + 1):
                sheet.column_dimensions[get_column_letter(column)].width = _COLUMN
            sheet.page_setup.orientation = "landscape"
            sheet.page_setup.fitToHeight = 0
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        book.save(folder / sample.name)
        yield folder / sample.name


def _lines_of_row(row: Iterable[Any]) -> int:
    """Printed lines that the fullest cell takes in a column of that width, with some to spare."""
    return max(2 + 2 * len(str(cell.value or "")) // (_COLUMN - 2) for cell in row)


def _as_ofd(pdf: Path) -> bytes:
    import write_ofd

    return write_ofd.write(write_ofd.from_pdf(pdf.read_bytes()))


def _as_scan(pdf: Path) -> bytes:
    import make_scans

    pictures = make_scans.scans(pdf.read_bytes(), make_scans.Wear(), seed=len(pdf.stem))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return out.getvalue()


def _as_mht(page: Path) -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    return head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + page.read_bytes()


def _as_mail(sample: Path) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送整改方案"
    mail.set_content("")
    mail.add_attachment(
        sample.read_bytes(), maintype="application", subtype="octet-stream", filename=sample.name
    )
    return mail.as_bytes()


def _as_archive(sample: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(sample, f"报送材料/{sample.name}")
    return out.getvalue()
