"""What belongs to the form of a paper, not to its contents (格式文字): headings, labels, 填写说明.

Of two plans filled into one template nothing else tells that this much of them is the template's;
and of two papers sent by one office, that it writes to the same and names the same laws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wenfeng.copies import Range
from wenfeng.resources import lexicon

_NUMBERED = (
    r"[（(]?[〇一二三四五六七八九十\d]{1,3}[）)]?[、.．)）]?|第[一二三四五六七八九十]+[章节部分条]+"
)
_SPACE = r"[ \t\u3000]*+"
_DATE = rf"\w{{4}}{_SPACE}年{_SPACE}\w{{1,3}}{_SPACE}月{_SPACE}\w{{1,3}}{_SPACE}日"
_UNIT = (
    r"(?:[府委局办厅会处室站所校院司队场组社村科]"
    r"|部门|单位|机构|企业|团体|公司|中心|街道|乡镇|同志|人员)"
)
_LINE = re.compile(
    rf"""^{_SPACE}(?:
        (?P<heading>(?:{_NUMBERED})[^。；！？\n：:]{{1,24}}(?:（[^（）\n]*）)?[：:]?)[ \t]*$
      | (?P<note>(?:{_NUMBERED})?(?:填[写表报]说明|说明|备注|注)[：:].*)$
      | (?P<asking>(?>[^\n]*?(?:填写|填报|填表))[^\n]*(?:[应须请]|不得|不要)[^\n]*)$
      | (?P<copies>(?:抄[送报]|主送|分送|报)[：:].*)$
      | (?P<printed>[^。；！？\n]{{2,30}}{_DATE}{_SPACE}印发)[ \t]*$
      | (?P<number>\w{{2,20}}[〔\[【（(﹝]\d{{4}}[〕\]】）)﹞]{_SPACE}第?\d{{1,5}}{_SPACE}号)[ \t]*$
      | (?P<label>(?:{_NUMBERED})?[^。，；！？\n：:]{{2,12}}[：:])
    )""",
    re.MULTILINE | re.VERBOSE,
)
_ASIDE = re.compile(
    r"[（(](?>[^（）()\n]*?(?:请|填写|填报|须|应当|注明|写明|可另附|如实|不超过))[^（）()\n]*+[）)]"
)

_HEAD = 1500
"""Characters in which a paper says whom it is for."""

_ADDRESSEES = re.compile(
    rf"^{_SPACE}(?!为|根据|按照|现)[^。；！？\n：:]{{1,150}}{_UNIT}(?:（[^（）\n]*）)?[：:][ \t]*$",
    re.MULTILINE,
)
_TITLE = re.compile(r"《[^《》\n]{4,60}》")
"""Laws and papers that a paper names: others named them too."""


def frame(text: str) -> Iterator[Range]:
    """The stretches of a text that are its form."""
    for found in _LINE.finditer(text):
        yield found.span(found.lastgroup or 0)
    for pattern in (_ASIDE, _card(), _TITLE):
        for found in pattern.finditer(text):
            yield found.span()
    for found in _ADDRESSEES.finditer(text[:_HEAD]):
        yield found.span()


@cache
def _card() -> re.Pattern[str]:
    """A line of the card that a paper has on a web page (信息公开目录), of one or more fields."""
    fields = "|".join(_SPACE.join(name) for name in lexicon("stock")["card"]["fields"])
    return re.compile(rf"^{_SPACE}(?:{fields}){_SPACE}[：:].*$", re.MULTILINE)
