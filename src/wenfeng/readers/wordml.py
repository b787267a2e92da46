"""Names and attributes of WordprocessingML, in its transitional and its strict namespace."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache, lru_cache

from lxml import etree

TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{COMPATIBILITY}AlternateContent"
UNFILLED = "未填写的内容控件"
_OFF = ("0", "false", "off")
# Containers that stand between a parent and the paragraphs, tables, rows or cells it holds.
_WRAPPER_NAMES = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")


@cache
def both(*names: str) -> tuple[str, ...]:
    """The qualified tags of ``names`` in both namespaces."""
    return tuple(f"{space}{name}" for space in (TRANSITIONAL, STRICT) for name in names)


_CONTROL = both("sdtPr")
_LOOKED_THROUGH = frozenset((*both(*_WRAPPER_NAMES), ALTERNATE))


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    # str() because the stubs allow bytes for a tag.
    return _local(str(element.tag))


@lru_cache(1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def first(parent: etree._Element, tags: Container[str]) -> etree._Element | None:
    """The first child with one of the tags."""
    for child in parent:
        if child.tag in tags:
            return child
    return None


def members(element: etree._Element | None) -> dict[str, etree._Element]:
    """The children of a property element by name."""
    return {} if element is None else {local(child): child for child in element}


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """A w: attribute in whichever of the two namespaces it stands."""
    if element is None:
        return None
    transitional, strict = both(name)
    found = element.get(transitional)
    return found if found is not None else element.get(strict)


def integer(element: etree._Element | None, low: int, high: int, name: str = "val") -> int | None:
    """A w: attribute as a number between the bounds; None where it is missing or is no number."""
    found = attribute(element, name)
    if found is None or len(found) > 12:
        return None
    try:
        return max(low, min(high, int(found)))
    except ValueError:
        return None


def switched_on(element: etree._Element) -> bool:
    """Whether an on/off property (w:vanish) is on."""
    return attribute(element) not in _OFF


def is_prompt(control: etree._Element) -> bool:
    """Whether a content control only shows its prompt (单击此处输入文字), which is no text."""
    properties = first(control, _CONTROL)
    return properties is not None and "showingPlcHdr" in members(properties)


def branch(element: etree._Element) -> etree._Element | None:
    """What to read of an mc:AlternateContent: its first choice, else its fallback."""
    found = element.find(f"{COMPATIBILITY}Choice")
    return found if found is not None else element.find(f"{COMPATIBILITY}Fallback")


def unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of ``parent``, looking through content controls, insertions and the like.

    A content control that only shows its prompt comes as it is.
    """
    pending: list[Iterator[etree._Element]] = [iter(parent)]
    while pending:
        for child in pending[-1]:
            if child.tag not in _LOOKED_THROUGH or is_prompt(child):
                yield child
                continue
            inner = branch(child) if child.tag == ALTERNATE else child
            if inner is not None:
                pending.append(iter(inner))
                break
        else:
            pending.pop()
