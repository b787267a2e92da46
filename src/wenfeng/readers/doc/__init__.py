"""Reads Word 97–2003 and WPS Writer files (doc, dot, wps, wpt; [MS-DOC]).

The binary format holds what WordprocessingML holds, in other words. So a file is written down as
the parts of a docx package, and the docx reader reads those: one meaning of numbers, merged
cells, hidden text and fields for both formats.
"""

from __future__ import annotations

from dataclasses import replace

from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import docx
from wenfeng.readers.doc.fib import open_word
from wenfeng.readers.doc.package import package
from wenfeng.readers.layout import Content
from wenfeng.readers.ole import open_ole


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a doc or wps file in reading order, and what the file holds besides them."""
    file = open_word(open_ole(data))
    blocks, unread = docx.read(package(file, limits), limits)
    # The anchors lead into the package, which is gone.
    return tuple(replace(block, anchor="") for block in blocks), unread
