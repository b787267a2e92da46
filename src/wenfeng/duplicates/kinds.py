"""By what the kind of a pair is told (判别): the same words, titles, issuers, other places."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from wenfeng.copies import Exchange, Paper
from wenfeng.duplicates.neutral import ENDINGS
from wenfeng.lang.units import same_unit

_TITLES, _LONGEST_TITLE = 0.8, 200
_VERSION = re.compile(
    r"[（(〔\[【]?(?:征求意见|送审|报审|审议|讨论|修改|修订|印发|正式|定|初|草|第?[一二三四五六七八九十\d]+)稿[)）〕\]】]?"
    r"|[（(](?:草案|试行|暂行|最终版?|修订版?)[)）]|最终版|v\d+|[\W\d_]|[〇零一二三四五六七八九十]+月?",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?:印发|转发|下发|发布|报送)[《“]?(.{4,}?)[》”]?的?(?:通知|函|报告)$")
_ISSUE = re.compile(r"第?\s*([\d〇一二三四五六七八九十百]+)\s*[期号]")
_PAGE = re.compile(
    r"[-—–－\s·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:[/，,\s]*共?\s*\d{1,4}\s*页?)?[-—–－\s·]*"
)
_NUMBER = re.compile(
    r"^(?:[（(]?[〇一二三四五六七八九十百\d]{1,4}[）)]?[、.．)）]|[（(][〇一二三四五六七八九十百\d]{1,4}[)）]|[①-⑳])\s*"
)


def twins(one: str, other: str) -> bool:
    """Whether two texts are the same words, however few."""
    words = _folded(one)
    return bool(words) and words == _folded(other)


def identical(one: str, other: str) -> bool:
    """Whether two texts say the same, letter by letter, in whatever dress.

    Spaces, punctuation and width do not count, nor, if that helps, do item numbers, page numbers
    and running heads.
    """
    if _folded(one) == _folded(other):
        return True
    bare = _folded(_bare(one))
    return bool(bare) and bare == _folded(_bare(other))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "", plain)


def _bare(text: str) -> str:
    """A text without what pages add, and without the numbers of its items."""
    lines = (line.strip() for line in text.splitlines())
    kept = (line for line in lines if not _PAGE.fullmatch(line))
    return "\n".join(_NUMBER.sub("", line) for line in dict.fromkeys(kept))


def of_place(exchange: Exchange) -> bool:
    """Whether names of places or offices were exchanged."""
    return exchange.a[-1] in ENDINGS and exchange.b[-1] in ENDINGS


def same_title(one: Paper, other: Paper) -> bool:
    """Whether two papers are called the same, versions, years and covering letters apart."""
    titles = one.title[:_LONGEST_TITLE], other.title[:_LONGEST_TITLE]
    a, b = map(_core, titles)
    if not (a and b) or _issue(titles[0]) != _issue(titles[1]):
        return False
    return a in b or b in a or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _TITLES


def _issue(title: str) -> str:
    """The number of a briefing, which makes it another one; empty where there is none."""
    found = _ISSUE.search(title)
    return found[1] if found else ""


def _core(title: str) -> str:
    """A title without what letters that send it out, versions and years add."""
    found = _SENT.search(title)
    return _VERSION.sub("", found[1] if found else title)


def same_issuer(one: Paper, other: Paper) -> bool:
    """Whether one unit may have issued both."""
    if not (one.issuers and other.issuers):
        return True
    return any(same_unit(a, b) for a in one.issuers for b in other.issuers)
