"""Fields of a Word paragraph (域): what stands in one is made anew, so marks stay outside it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from wenfeng.readers.docx.parse import PARAGRAPHS
from wenfeng.readers.wordml import attribute, both

_EDGES = both("fldChar")
_CODES = both("instrText")
# The words of a link are ordinary text.
_TEXT_FIELDS = ("HYPERLINK",)


@dataclass(slots=True)
class _Open:
    begin: etree._Element
    code: str = ""
    holds: bool = False


def field_around(element: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """Beginning and end of the outermost field in the paragraph that holds the element.

    None where there is none; one that goes on through several paragraphs (目录) does not count.
    """
    paragraph = next(element.iterancestors(*PARAGRAPHS), None)
    if paragraph is None or next(paragraph.iter(*_EDGES), None) is None:
        return None
    found, pending = None, list[_Open]()
    for node in paragraph.iter():
        if node is element:
            for one in pending:
                one.holds = True
        elif node.tag in _CODES and pending:
            pending[-1].code += node.text or ""
        elif node.tag in _EDGES:
            kind = attribute(node, "fldCharType")
            if kind == "begin":
                pending.append(_Open(node))
            elif kind == "end" and pending and _is_whole(last := pending.pop()):
                found = last.begin, node
    return found


def _is_whole(one: _Open) -> bool:
    return one.holds and not one.code.strip().upper().startswith(_TEXT_FIELDS)
