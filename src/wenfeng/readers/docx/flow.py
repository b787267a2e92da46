"""Where the text of a Word file begins a new page (另起一页)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.wordml import attribute, both, local, members

_SECTIONS = both("sectPr")
# So many empty lines before a paragraph may have pushed it to the next page.
_PUSHING = 4


@dataclass(slots=True)
class Flow:
    """Where the text stands in its pages: a break lies behind, ``blank`` lines since then.

    ``sections`` are the w:sectPr of the body in order, ``ended`` how many of them lie behind.
    """

    sections: tuple[etree._Element, ...]
    ended: int = 0
    broken: bool = False
    blank: int = 0

    def new_page(self, gathered: Gathered, seen: bool, breaks: bool) -> bool | None:
        """Whether the paragraph begins a page; what comes behind it, begins one if it says so."""
        begins = True if self.broken or gathered.opens_page or breaks else None
        if begins is None and self.blank < _PUSHING:
            begins = False
        self.broken = gathered.closes_page or (not seen and bool(begins))
        self.blank = 0 if seen else self.blank + 1
        section = gathered.properties.get("sectPr")
        if section in self.sections:
            self.ended = self.sections.index(section) + 1
            self.broken = self.broken or self._paged(self.ended)
        return begins

    def _paged(self, section: int) -> bool:
        kinds = [members(one).get("type") for one in self.sections[section : section + 1]]
        return all(attribute(kind) not in ("continuous", "nextColumn") for kind in kinds)

    def after_table(self) -> None:
        """A table stands where the last break led."""
        self.broken, self.blank = False, 0


def flow_of(body: etree._Element) -> Flow:
    """The beginning of a body's first page."""
    # What a section was before a tracked change (w:sectPrChange) does not count.
    return Flow(tuple(one for one in body.iter(*_SECTIONS) if not _former(one)))


def _former(section: etree._Element) -> bool:
    return any(local(one) == "sectPrChange" for one in section.iterancestors())
