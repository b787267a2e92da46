"""Makes the comments known to the package (登记): content type, relationship, the part itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.marking.parts import Part, new_part, read_part, space_of
from wenfeng.readers.docx.parts import part_name, related_parts, relations_of
from wenfeng.readers.ooxml import Package
from wenfeng.readers.wordml import STRICT, both

_TYPES = "[content_types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATION_ID = re.compile(r"rId(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Comments:
    """The part with the words of the comments, and the parts that had to change for it."""

    name: str
    part: Part
    changed: dict[str, bytes]

    @property
    def space(self) -> str:
        """The namespace of its elements, in braces."""
        return space_of(self.part.root)


def open_comments(package: Package, main: str, space: str) -> Comments:
    """The comments of a Word file, made and registered where it has none yet."""
    related = related_parts(package, main)
    name = part_name(related, "comments")
    changed: dict[str, bytes] = {}
    if name is None or name not in package.names:
        name = _free_name(package, main)
        changed[_listed(package, main)] = _with_relation(package, main, space, name)
    part = read_part(package, name) or new_part(f'<w:comments xmlns:w="{space[1:-1]}"/>')
    if part.root.tag not in both("comments"):
        raise _damaged("批注部件里不是批注")
    types = read_part(package, _TYPES)
    if types is None:
        raise _damaged("没有内容类型部件")
    if _add_type(types.root, f"/{name}"):
        changed[_TYPES] = types.serialised()
    return Comments(name, part, changed)


def _free_name(package: Package, main: str) -> str:
    """A name in the folder of the main part, written as that folder is."""
    folder = package.members[main].filename.replace("\\", "/").lstrip("/").rpartition("/")[0]
    names = (f"{folder}/comments{n or ''}.xml".lstrip("/") for n in count())
    return next(name for name in names if name.lower() not in package.names)


def _listed(package: Package, main: str) -> str:
    """The part with the relationships of the main part; a new one beside it as it is written."""
    name = relations_of(main)
    if name in package.members:
        return name
    return relations_of(package.members[main].filename.replace("\\", "/").lstrip("/"))


def _with_relation(package: Package, main: str, space: str, target: str) -> bytes:
    part = read_part(package, relations_of(main))
    kinds = _STRICT_KINDS if space == STRICT else _KINDS
    if part is None:
        part = new_part(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        for relation in related_parts(package, main):
            if relation.target in package.names:
                _relate(part.root, f"{kinds}/{relation.type}", relation.target)
    _relate(part.root, f"{kinds}/comments", target)
    return part.serialised()


def _relate(root: etree._Element, kind: str, target: str) -> None:
    taken = [_RELATION_ID.fullmatch(one.get("Id", "")) for one in root.iterchildren("*")]
    number = max((int(match[1]) for match in taken if match), default=0) + 1
    space = space_of(root)
    name = target.rpartition("/")[2]
    attributes = {"Id": f"rId{number}", "Type": kind, "Target": name}
    etree.SubElement(root, f"{space}Relationship", attributes)


def _add_type(types: etree._Element, part: str) -> bool:
    """State the type of the comments; False where it is stated already."""
    for one in types.iterchildren("*"):
        if one.get("PartName", "").lower() == part.lower():
            return False
    space = space_of(types)
    attributes = {"PartName": part, "ContentType": _COMMENTS_TYPE}
    etree.SubElement(types, f"{space}Override", attributes)
    return True


def _damaged(detail: str) -> InputError:
    return InputError(f"文件已损坏：{detail}", "请用 Word 或 WPS 打开后另存为 docx 再试。")
