"""Word files in the form of official documents (公文格式), after GB/T 9704-2012.

``paper`` begins one and ends it, ``writing`` puts in its paragraphs, ``tables`` its tables. Page,
grid, fonts and footers are data: the XML in ``template``.
"""

from wenfeng.official.paper import Paper, begin, finish
from wenfeng.official.tables import Column, table
from wenfeng.official.writing import (
    annex,
    attachments,
    blank,
    body,
    contact,
    heading,
    recipient,
    signature,
    title,
)

__all__ = [
    "Column",
    "Paper",
    "annex",
    "attachments",
    "begin",
    "blank",
    "body",
    "contact",
    "finish",
    "heading",
    "recipient",
    "signature",
    "table",
    "title",
]
