"""The paragraphs of an official document (公文要素), in the order in which they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from wenfeng.official.paper import Paper
from wenfeng.openxml import legal

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph

# What is still to be filled in stands out; the braces are for those who print without colour.
_BLANK = re.compile(r"(【待填：[^】]*】)")
_SHADE = "FFE699"
# A wide character of the body text, in twips.
_CHARACTER = 320
_SEAL_INDENT = 4.0

Level = Literal[1, 2]


def blank(what: str) -> str:
    """The words that stand where something is still to be filled in."""
    return f"【待填：{what}】"


def title(paper: Paper, words: str) -> None:
    """The title (标题): 2号小标宋, centred."""
    _paragraph(paper, "公文标题", words)


def recipient(paper: Paper, words: str) -> None:
    """Whom it is addressed to (主送机关), a line below the title, with a colon."""
    _empty(paper)
    _paragraph(paper, "主送机关", f"{words}：")


def heading(paper: Paper, level: Level, words: str) -> None:
    """A heading that is a line of its own: 一、 in 黑体, （一） in 楷体."""
    _paragraph(paper, f"heading {level}", words)


def body(paper: Paper, words: str) -> None:
    """A paragraph of the text (正文): 3号仿宋, indented by two characters."""
    _paragraph(paper, "公文正文", words)


def attachments(paper: Paper, names: Sequence[str]) -> None:
    """What is attached (附件说明), a line below the text; wrapped lines stand below the name."""
    if not names:
        return
    _empty(paper)
    if len(names) == 1:
        _hanging(_paragraph(paper, "附件说明", f"附件：{names[0]}"), 5, 3)
        return
    for number, name in enumerate(names, start=1):
        mark = f"{number}．"
        own = 1 + len(str(number)) / 2
        first = number == 1
        paragraph = _paragraph(paper, "附件说明", f"{'附件：' * first}{mark}{name}")
        _hanging(paragraph, 5 + own, own + 3 * first)


def signature(paper: Paper, issuer: str, day: date | str) -> None:
    """Who issues it and when (署名、成文日期), with room for the seal: its centre lies on both."""
    words = day if isinstance(day, str) else f"{day.year}年{day.month}月{day.day}日"
    centre = _SEAL_INDENT + _width(words) / 2
    for _ in range(2):
        _empty(paper)
    _indented(_paragraph(paper, "落款", issuer), max(0.0, centre - _width(issuer) / 2))
    last = _paragraph(paper, "落款", words)
    last.paragraph_format.keep_with_next = False
    _indented(last, _SEAL_INDENT)


def contact(paper: Paper, words: str) -> None:
    """Whom to ask (附注), in parentheses below the date."""
    _paragraph(paper, "附注", f"（{words}）")


def annex(paper: Paper, words: str, number: int = 1, of: int = 1) -> None:
    """The head of an annex (附件): on a new page its mark in 黑体, its title on the third line."""
    _paragraph(paper, "附件标识", "附件" if of == 1 else f"附件{number}")
    _empty(paper)
    _paragraph(paper, "附件标题", words)
    _empty(paper)


def fill(paragraph: CT_P, words: str) -> None:
    """Put words into a paragraph; what is to be filled in is shaded."""
    for piece in filter(None, _BLANK.split(legal(words))):
        run = paragraph.add_r()
        run.text = piece
        if _BLANK.fullmatch(piece):
            shading = element("shd", val="clear", color="auto", fill=_SHADE)
            run.get_or_add_rPr().append(shading)


def element(name: str, **attributes: object) -> Any:
    """An element of WordprocessingML."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _paragraph(paper: Paper, style: str, words: str) -> Paragraph:
    paragraph = paper.add_paragraph(style=style)
    fill(paragraph._p, words)
    return paragraph


def _empty(paper: Paper) -> None:
    """An empty line, on one page with what stands before and after it."""
    if paper.paragraphs:
        paper.paragraphs[-1].paragraph_format.keep_with_next = True
    paper.add_paragraph(style="Normal").paragraph_format.keep_with_next = True


def _hanging(paragraph: Paragraph, left: float, hanging: float) -> None:
    _indents(paragraph, {"left": left, "hanging": hanging})


def _indented(paragraph: Paragraph, right: float) -> None:
    _indents(paragraph, {"right": right})


def _indents(paragraph: Paragraph, measures: dict[str, float]) -> None:
    """In characters, which Word follows, and in twips for programs that know no other."""
    from docx.oxml.ns import qn

    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, characters in measures.items():
        indent.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
        indent.set(qn(f"w:{side}"), str(round(characters * _CHARACTER)))


def _width(words: str) -> float:
    """How wide words are, in Chinese characters."""
    return sum(0.5 if character.isascii() else 1.0 for character in words)
