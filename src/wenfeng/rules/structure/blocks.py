"""The blocks that a profile asks of a plan (板块): there, in order, with what belongs in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenfeng.domain import Document, Heading, Section, Span
from wenfeng.rules.rule import Case, Remark, Rule
from wenfeng.rules.structure.passages import COLUMN, TITLE, extent, name, text_between


@dataclass(frozen=True, slots=True)
class _Found:
    """A block asked for, and the headings that tell it: their places in the outline."""

    section: Section
    places: tuple[int, ...]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))


def _heads(section: Section, words: str) -> bool:
    return _told(section.words, words) and not _told(section.except_words, words)


def _told(words: tuple[str, ...], text: str) -> bool:
    return bool(words) and _pattern(words).search(text) is not None


def _blocks(case: Case) -> list[_Found]:
    """Every block of the profile; its own title says of no document that a block is in it."""
    headings = case.reading.headings
    named = [(i, name(h)) for i, h in enumerate(headings) if i or h.style != TITLE]
    return [
        _Found(section, tuple(i for i, words in named if _heads(section, words)))
        for section in case.profile.sections
    ]


def missing(case: Case) -> Iterator[Remark]:
    """A block that is asked for and has neither heading nor column."""
    blocks = _blocks(case)
    for at, block in enumerate(blocks):
        if block.section.required and not block.places and not _said_by_entries(case, block):
            yield Remark(
                None,
                _gap(case, blocks[at + 1 :]),
                f"没有“{block.section.name}”这一部分",
                f"请补写“{block.section.name}”；已经写了的，请在标题里写明",
                source=block.section.source,
            )


def _said_by_entries(case: Case, block: _Found) -> bool:
    """Whether most entries say themselves what the block would (每条自己写明了问题)."""
    wanted = block.section.entries
    entries = case.reading.entries
    saying = sum(bool(e.problem if wanted == "problem" else e.measures) for e in entries)
    return bool(wanted) and saying * 2 > len(entries)


def _gap(case: Case, later: list[_Found]) -> Span:
    """The empty place where a missing block should stand: before the next one that is there."""
    headings = case.reading.headings
    for block in later:
        if block.places:
            span = headings[block.places[0]].span
            return Span(span.block, span.start, span.start)
    return _end(case.document)


def _end(document: Document) -> Span:
    last = len(document.blocks) - 1
    return Span(last, *[len(document.blocks[last].text)] * 2) if last >= 0 else Span(0, 0, 0)


def lacking(case: Case) -> Iterator[Remark]:
    """What a block that is there should speak of, and does not."""
    for block in _blocks(case):
        if not block.places:
            continue
        text = _text(case, block)
        heading = case.reading.headings[block.places[0]]
        for content in block.section.contents:
            if not _told(content.words, text):
                yield Remark(
                    None,
                    Span(heading.span.block, heading.span.end, heading.span.end),
                    f"“{block.section.name}”里没有写{content.name}",
                    f"请补写{content.name}；确实没有的，写明没有这方面的问题或任务",
                    source=content.source,
                )


def _text(case: Case, block: _Found) -> str:
    headings = case.reading.headings
    ranges = (extent(headings, place) for place in block.places)
    return "\n".join(text_between(case.document, *one) for one in ranges)


def order(case: Case) -> Iterator[Remark]:
    """Blocks that stand as headings of one list, in another order than the profile's."""
    headings = case.reading.headings
    reached, before = -1, ""
    for block in _blocks(case):
        places = [i for i in block.places if _heads_block(headings, i)]
        if not places:
            continue
        behind = [i for i in places if i >= reached]
        if behind:
            reached, before = behind[0], block.section.name
            continue
        yield Remark(
            None,
            headings[places[-1]].span,
            f"“{block.section.name}”写在了“{before}”前面",
            f"请按规定的顺序排列，把“{block.section.name}”移到“{before}”之后",
            source=block.section.source,
        )


def _heads_block(headings: tuple[Heading, ...], i: int) -> bool:
    """Whether a heading stands at the top of the first part that has any."""
    top = headings[i].depth == 1 and headings[i].style != COLUMN
    return top and headings[i].part == headings[0].part


_SIMPLE = "湘群办发〔2014〕31号第五条"
_GOAL = """清河县水务局领导班子党的群众路线教育实践活动整改方案
2014年9月1日
一、整改总体要求和目标
认真整改，取信于民。
"""
_PROBLEM = """存在的主要问题
1.文件偏多。
"""
_MEASURE = """整改措施
1.压减文件。全年压减三分之一。（责任领导：局长沈青；责任单位：局办公室；整改时限：2014年10月31日前）
"""


RULES = (
    Rule(
        id="structure.section-missing",
        title="缺少规定的部分",
        level="error",
        why="规定要写的几大块少了一块，方案就不完整，审阅时会被退回。",
        source=_SIMPLE,
        flag=f"{_GOAL}二、{_MEASURE}",
        ok=f"{_GOAL}二、{_PROBLEM}三、{_MEASURE}",
        check=missing,
        profile="hunan-2014-simple",
    ),
    Rule(
        id="structure.content-missing",
        title="部分缺少规定的内容",
        level="warning",
        why="板块在，规定要写的内容没有写到，等于没有回应。",
        source=_SIMPLE,
        flag=f"{_GOAL.replace('要求和目标', '要求')}二、{_PROBLEM}三、{_MEASURE}",
        ok=f"{_GOAL}二、{_PROBLEM}三、{_MEASURE}",
        check=lacking,
        profile="hunan-2014-simple",
    ),
    Rule(
        id="structure.order",
        title="部分的顺序不对",
        level="warning",
        why="先列问题、再提措施，审阅的人才能逐条对照；各单位顺序一致，才好汇总。",
        source=_SIMPLE,
        flag=f"{_GOAL}二、{_MEASURE}三、{_PROBLEM}",
        ok=f"{_GOAL}二、{_PROBLEM}三、{_MEASURE}",
        check=order,
        profile="hunan-2014-simple",
    ),
)
