"""Finds the parts of a Word file (部件): the body, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from wenfeng.readers.ooxml import Package, Relation


def main_part(package: Package) -> str:
    """The name of the part that holds the body."""
    found = (one.target for one in package.relations() if one.type == "officeDocument")
    return next((name for name in found if name in package.names), "word/document.xml")


def related_parts(package: Package, main: str) -> tuple[Relation, ...]:
    """The main part's relationships; the usual part names where the list of them is missing."""
    folder = main.rpartition("/")[0]
    if relations_of(main) in package.names:
        return package.relations(main)
    kinds = ("styles", "numbering", "footnotes", "endnotes", "comments")
    return tuple(Relation("", kind, f"{folder}/{kind}.xml".lstrip("/")) for kind in kinds)


def relations_of(part: str) -> str:
    """The name of the part that lists the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def first_part(package: Package, related: Iterable[Relation], kind: str) -> etree._Element | None:
    """The root of the first related part of a kind (footnotes)."""
    name = part_name(related, kind)
    return None if name is None else package.xml(name)


def part_name(related: Iterable[Relation], kind: str) -> str | None:
    """The name of the first related part of a kind."""
    return next((one.target for one in related if one.type == kind), None)
