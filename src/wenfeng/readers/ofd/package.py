"""The parts of an OFD package (GB/T 33190-2016 §7): found by ST_Loc, read as XML or bytes.

Producers write element names with any prefix and any version of the namespace, so elements are
told by their local names alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.ooxml import Package, open_package

# Some producers let characters through that XML 1.0 (§2.2) forbids, raw or as references.
_MOST = 6_000_000
_BYTES = 100
_GREATEST = 1e9
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:x0*(?![9aAdD];)[01]?[0-9a-fA-F]|0*(?!9;|10;|13;)(?:[0-2]?\d|3[01]));"
)
_NARROW_CODE = re.compile(rb"""(<\?xml[^>]*encoding=["'])(?:gb2312|gbk)""", re.IGNORECASE)


@dataclass(slots=True)
class Budget:
    """How much work one file may still ask for; it can have the same part drawn many times."""

    left: int = _MOST

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise InputError(
                "文件里的图形和文字对象太多，已停止读取", "请把文件拆成几份，或另存一份再试。"
            )


@dataclass(frozen=True, slots=True)
class Parts:
    """A package and the names its parts may be asked for by."""

    package: Package
    names: Mapping[str, str]
    budget: Budget

    def locate(self, location: str, base: str = "") -> str | None:
        """The part that an ST_Loc (§7.3) in the part ``base`` leads to, None where there is none.

        The standard counts from the folder of ``base``; some producers count from the root.
        """
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        near = posixpath.join("/", posixpath.dirname(base), location)
        for path in (near, f"/{location}"):
            name = posixpath.normpath(path).lstrip("/").lower()
            if name in self.names:
                return self.names[name]
        return None

    def xml(self, name: str | None) -> etree._Element | None:
        """The root element of a part, None where there is no such part."""
        if name is None:
            return None
        self.budget.spend(self.package.members[name].file_size // _BYTES)
        return self.package.xml(name, _cleaned)

    def data(self, name: str) -> bytes | None:
        return self.package.read(name)


def open_parts(data: bytes, limits: Limits) -> Parts:
    """Open an OFD file; one that is encrypted (GM/T 0099) is refused."""
    package = open_package(data, limits)
    if any(posixpath.basename(name) == "encryptions.xml" for name in package.names):
        raise InputError(
            "文件已加密，无法读取", "请用原来的版式阅读软件打开，取消加密后另存一份再试。"
        )
    members = package.members.items()
    names = {_readable(info.filename): name for name, info in members}
    return Parts(package, {**names, **{name: name for name in package.names}}, Budget())


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    for element in () if parent is None else parent:
        if local(element) == name:
            yield element


def child(parent: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, and so on down the names."""
    for name in names:
        parent = next(children(parent, name), None)
    return parent


def said(element: etree._Element | None) -> str:
    """All the text inside an element, as it stands."""
    return "" if element is None else "".join(str(piece) for piece in element.itertext())


def words(parent: etree._Element | None, *names: str) -> str:
    """What the element reached by the names says."""
    return said(child(parent, *names)).strip()


def number(text: str | None, default: float = 0.0) -> float:
    """A number of sensible size; ``default`` for anything else."""
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        return default
    return value if abs(value) <= _GREATEST else default


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """The first ``count`` numbers of an ST_Array (§7.3), None where there are fewer."""
    found = (text or "").replace(",", " ").split(maxsplit=count)[:count]
    return tuple(map(number, found)) if len(found) == count else None


def _cleaned(data: bytes) -> bytes:
    if b"\0" in data[:4]:
        # UTF-16: bytes cannot be judged one by one.
        return data
    data = _CONTROL_REFERENCE.sub(b"", _CONTROL.sub(b"", data.lstrip()))
    return _NARROW_CODE.sub(rb"\1gb18030", data, count=1)


def _readable(name: str) -> str:
    """A part name; zip reads one that was stored in GBK or UTF-8 without saying so as CP437."""
    for code in ("utf-8", "gbk"):
        try:
            name = name.encode("cp437").decode(code)
            break
        except UnicodeError:
            continue
    return name.replace("\\", "/").lstrip("/").lower()
