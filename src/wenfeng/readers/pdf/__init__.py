"""Reads PDF (ISO 32000) through pypdfium2: placed characters and rules, laid out page by page.

Pages that are pictures of text go to OCR where the extra is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import ocr
from wenfeng.readers.layout import Content
from wenfeng.readers.pages import Page
from wenfeng.readers.pages.layout import lay_out
from wenfeng.readers.pdf.extras import held_by_file, with_annotations
from wenfeng.readers.pdf.page import Sheet, read_sheet

_NOT_RECOGNISED = "扫描图片页，没有识别文字"
_BROKEN_PAGE = "页面已损坏，读不出来"
_DPI = 200
_MOST_PIXELS = 16_000_000


@dataclass(slots=True)
class _Reader:
    """Reads the pages of one file one after the other, and keeps count of what they cost."""

    document: pdfium.PdfDocument
    limits: Limits
    characters: int = 0
    scans: list[int] = field(default_factory=list)

    def pages(self) -> Iterator[Page]:
        for number in range(1, len(self.document) + 1):
            yield self._page(number)

    def _page(self, number: int) -> Page:
        try:
            page, unread = with_annotations(self.document, number)
        except pdfium.PdfiumError:
            return _only(number, Unread(_BROKEN_PAGE, f"第{number}页"))
        with closing(page):
            sheet = read_sheet(page, number, self.limits.characters - self.characters)
            self.characters += len(sheet.chars)
            if sheet.scanned:
                return self._scan(page, sheet, unread)
            return sheet.page((*unread, *sheet.unread))

    def _scan(self, page: pdfium.PdfPage, sheet: Sheet, unread: tuple[Unread, ...]) -> Page:
        self.scans.append(sheet.number)
        place = f"第{sheet.number}页"
        if len(self.scans) > self.limits.scanned_pages:
            raise InputError(
                f"扫描页太多（超过 {self.limits.scanned_pages} 页）",
                "请拆成几个文件再试，或取得 Word 版原件。",
            )
        if not ocr.available():
            return sheet.page((*unread, *sheet.unread, Unread(_NOT_RECOGNISED, place)))
        scale = min(_DPI / 72, (_MOST_PIXELS / (sheet.width * sheet.height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        with closing(bitmap):
            pixels = bitmap.to_numpy()[:, :, :3].copy()
        read = ocr.page_of_picture(pixels, sheet.number, sheet.width, sheet.height, self.limits)
        return Page(
            read.number, read.width, read.height, read.chars, read.rules, (*unread, *read.unread)
        )


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a PDF file in reading order, and what the file holds that was not read."""
    with closing(_opened(data)) as document:
        count = len(document)
        if count > limits.pages:
            raise InputError(
                f"页数太多（{count} 页，上限 {limits.pages} 页）", "请拆成几个文件再试。"
            )
        reader = _Reader(document, limits)
        blocks, unread = lay_out(reader.pages())
        if reader.scans and (not blocks or len(reader.scans) == count):
            ocr.require()
        return blocks, (*unread, *held_by_file(document))


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(error) from error


def _refused(error: pdfium.PdfiumError) -> InputError:
    code = getattr(error, "err_code", None)
    if code == pdfium_c.FPDF_ERR_PASSWORD:
        return InputError("文件加了打开密码，无法读取", "请用 PDF 阅读器打开，取消密码后另存再试。")
    if code == pdfium_c.FPDF_ERR_SECURITY:
        return InputError("文件用了读不了的加密方式", "请用 PDF 阅读器打开，取消加密后另存再试。")
    return InputError(
        "PDF 文件已损坏，打不开（可能没有下载完整）", "请重新取得文件，或打开后另存一份再试。"
    )


def _only(number: int, unread: Unread) -> Page:
    return Page(number, 595.0, 842.0, (), (), (unread,))
