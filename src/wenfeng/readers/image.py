"""Pictures of pages (png, jpg, tiff, bmp, gif, webp): recognised page by page."""

from __future__ import annotations

from wenfeng.domain import Unread
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import ocr
from wenfeng.readers.layout import Content


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The text of every page of a picture file."""
    ocr.require()
    from wenfeng.readers.ocr.pictures import moving, pictures
    from wenfeng.readers.pages.layout import lay_out

    pages = [
        ocr.page_of_picture(picture.pixels, number, picture.width, picture.height, limits)
        for number, picture in enumerate(pictures(data, limits), 1)
    ]
    blocks, unread = lay_out(pages)
    rest = (Unread("动图第一帧以后的画面", "整个文件"),) if moving(data) else ()
    return blocks, (*unread, *rest)
