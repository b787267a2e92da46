"""What a PDF holds besides its pages (ISO 32000-1, 12.5 and 7.11): notes, fields, attachments."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from wenfeng.domain import Unread

# Annotations that show words or seals on the page; they are drawn into it before it is read.
_DRAWN = frozenset(
    {pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP}
)
_SILENT = frozenset(
    {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_PRINTERMARK}
)
_MOST_ANNOTATIONS = 5_000
_MOST_NAMES = 10
_EMPTY = 2  # bytes of the closing zero
_LONGEST = 100_000
_SNIPPET = 30


def with_annotations(
    document: pdfium.PdfDocument, number: int
) -> tuple[pdfium.PdfPage, tuple[Unread, ...]]:
    """A page with its form fields, typed remarks and stamps drawn in, and what else hangs on it."""
    page = document[number - 1]
    kinds, values = _annotations(page)
    place = f"第{number}页"
    unread = [Unread(f"表单填写内容（“{value}”）", place) for value in values]
    files = kinds.pop(pdfium_c.FPDF_ANNOT_FILEATTACHMENT, 0)
    if files:
        unread.append(Unread(f"附件文件（{files}个）", place))
    notes = sum(count for kind, count in kinds.items() if kind not in _DRAWN | _SILENT)
    if notes:
        unread.append(Unread(f"批注（{notes}条）", place))
    if _DRAWN & kinds.keys():
        drawn = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        if drawn == pdfium_c.FLATTEN_SUCCESS:
            page.close()
            page = document[number - 1]
    return page, tuple(unread)


def held_by_file(document: pdfium.PdfDocument) -> Iterator[Unread]:
    """Attachments, signatures and dynamic forms."""
    count = pdfium_c.FPDFDoc_GetAttachmentCount(document)
    if count > 0:
        names = [_attachment(document, i) for i in range(min(count, _MOST_NAMES))]
        yield Unread(f"附件文件（{count}个：{'、'.join(filter(None, names))}）", "整个文件")
    signatures = pdfium_c.FPDF_GetSignatureCount(document)
    if signatures > 0:
        yield Unread(f"电子签章（{signatures}个）", "整个文件")
    if pdfium_c.FPDF_GetFormType(document) in (
        pdfium_c.FORMTYPE_XFA_FULL,
        pdfium_c.FORMTYPE_XFA_FOREGROUND,
    ):
        yield Unread("XFA 动态表单", "整个文件")


def _annotations(page: pdfium.PdfPage) -> tuple[Counter[int], list[str]]:
    """How many annotations of each kind, and the field values that nothing on the page shows."""
    kinds: Counter[int] = Counter()
    values: list[str] = []
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        kinds[kind] += 1
        if kind == pdfium_c.FPDF_ANNOT_WIDGET and not _is_drawn(annotation):
            values.append(_value(annotation))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return kinds, [value for value in values if value]


def _is_drawn(annotation: pdfium_c.FPDF_ANNOTATION) -> bool:
    mode = pdfium_c.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    size: int = pdfium_c.FPDFAnnot_GetAP(annotation, mode, None, 0)
    return size > _EMPTY


def _value(annotation: pdfium_c.FPDF_ANNOTATION) -> str:
    return _text(lambda room, size: pdfium_c.FPDFAnnot_GetStringValue(annotation, b"V", room, size))


def _attachment(document: pdfium.PdfDocument, number: int) -> str:
    attachment = pdfium_c.FPDFDoc_GetAttachment(document, number)
    if not attachment:
        return ""
    return _text(lambda room, size: pdfium_c.FPDFAttachment_GetName(attachment, room, size))


def _text(fetch: Callable[[object, int], int]) -> str:
    """A string that PDFium writes in UTF-16 into room it is given."""
    size = fetch(None, 0)
    if not _EMPTY < size < _LONGEST:
        return ""
    room = ctypes.create_string_buffer(size)
    fetch(ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw[: size - 2].decode("utf-16-le", "replace").strip()[:_SNIPPET]
