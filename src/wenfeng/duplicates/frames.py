"""What belongs to the form of a paper, not to its contents (格式文字): headings, labels, 填写说明.

Of two plans filled into one template nothing else tells that this much of them is the template's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.copies import Range

_NUMBERED = (
    r"[（(]?[〇一二三四五六七八九十\d]{1,3}[）)]?[、.．)）]?|第[一二三四五六七八九十]+[章节部分条]+"
)
_LINE = re.compile(
    rf"""^[ \t\u3000]*(?:
        (?P<heading>(?:{_NUMBERED})[^。；！？\n：:]{{1,24}}(?:（[^（）\n]*）)?[：:]?)[ \t]*$
      | (?P<note>(?:{_NUMBERED})?(?:填[写表报]说明|说明|备注|注)[：:].*)$
      | (?P<asking>[^\n]*(?:填写|填报|填表)[^\n]*(?:[应须请]|不得|不要)[^\n]*)$
      | (?P<label>(?:{_NUMBERED})?[^。，；！？\n：:]{{2,12}}[：:])
    )""",
    re.MULTILINE | re.VERBOSE,
)
_ASIDE = re.compile(
    r"[（(][^（）()\n]*(?:请|填写|填报|须|应当|注明|写明|可另附|如实|不超过)[^（）()\n]*[）)]"
)


def frame(text: str) -> Iterator[Range]:
    """The stretches of a text that are its form."""
    for found in _LINE.finditer(text):
        yield found.span(found.lastgroup or 0)
    for found in _ASIDE.finditer(text):
        yield found.span()
