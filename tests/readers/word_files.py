"""Builds Word 97–2003 files byte by byte ([MS-DOC] in [MS-CFB]), as small as they can be."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT = 1024
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)

STYLES, FOOTNOTE_REFERENCES, FOOTNOTES, COMMENT_REFERENCES = 1, 2, 3, 4
SECTIONS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, CLX = 6, 12, 13, 15, 33
SHAPES, DRAWINGS, TEXT_BOXES, LISTS, OVERRIDES = 40, 50, 56, 73, 74


@dataclass(frozen=True)
class Par:
    """A paragraph with its mark; ``runs`` are first, after, modifiers of characters in it."""

    text: str
    changes: bytes = b""
    style: int = 0
    runs: tuple[tuple[int, int, bytes], ...] = ()


def sprm(code: int, operand: int | bytes) -> bytes:
    """A modifier: operation code and operand."""
    if isinstance(operand, bytes):
        return struct.pack("<HB", code, len(operand)) + operand
    size = SIZES[code >> 13]
    return struct.pack("<H", code) + (operand % (1 << 8 * size)).to_bytes(size, "little")


HIDDEN, DELETED, SPECIAL = sprm(0x083C, 1), sprm(0x0800, 1), sprm(0x0855, 1)
IN_TABLE = sprm(0x2416, 1)
INNER = IN_TABLE + sprm(0x6649, 2)


def listed(number: int, level: int = 0) -> bytes:
    """Membership in a list."""
    return sprm(0x460B, number) + sprm(0x260A, level)


def definition(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The cells of a row (sprmTDefTable): their edges, their merge flags."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    operand = struct.pack("<B", len(edges) - 1) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def row(*cells: str, edges: Sequence[int] = (), flags: Sequence[int] = ()) -> tuple[Par, ...]:
    """A row of one-paragraph cells with its row end."""
    layout = definition(edges or range(0, 1000 * len(cells) + 1, 1000), flags)
    end = Par("\x07", IN_TABLE + sprm(0x2417, 1) + layout)
    return (*(Par(f"{cell}\x07", IN_TABLE) for cell in cells), end)


def plc(positions: Iterable[int], items: Iterable[bytes] = ()) -> bytes:
    """A PLC."""
    return b"".join(struct.pack("<I", one) for one in positions) + b"".join(items)


def level(text: str, form: int = 0, start: int = 1, flags: int = 0) -> bytes:
    """A list level (LVL); ``%1`` stands for the number of the first level."""
    letters = "".join(
        chr(int(one[0]) - 1) + one[1:] if n else one for n, one in enumerate(text.split("%"))
    )
    head = struct.pack("<IBB9xB8xBBH", start, form, flags, 0, 0, 0, 0)
    return head + struct.pack("<H", len(letters)) + letters.encode("utf-16-le")


def lists(*definitions: Sequence[bytes]) -> bytes:
    """List definitions 1, 2, … by their levels: one level or nine."""
    heads = b"".join(
        struct.pack("<II18xBB", number, 0, len(levels) == 1, 0)
        for number, levels in enumerate(definitions, 1)
    )
    return (
        struct.pack("<H", len(definitions)) + heads + b"".join(b"".join(one) for one in definitions)
    )


def overrides(*changes: tuple[int, Sequence[bytes]]) -> bytes:
    """Lists (LFO): each names a definition and brings changes of levels (LFOLVL)."""
    heads = b"".join(struct.pack("<I8xB3x", key, len(held)) for key, held in changes)
    bodies = b"".join(struct.pack("<i", -1) + b"".join(held) for _, held in changes)
    return struct.pack("<I", len(changes)) + heads + bodies


def style(
    name: str,
    changes: bytes = b"",
    characters: bytes = b"",
    base: int = 0xFFF,
    builtin: int = 0xFFE,
) -> bytes:
    """A paragraph style."""
    head = struct.pack("<HHHHH", builtin, base << 4 | 1, 2, 0, 0)
    body = struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for part in (b"\0\0" + changes, characters):
        body += struct.pack("<H", len(part)) + part + b"\0" * (len(part) % 2)
    return head + body


def styles(*held: bytes) -> bytes:
    """The style sheet."""
    sheet = struct.pack("<HHH14x", 18, len(held), 10)
    return sheet + b"".join(
        struct.pack("<H", len(one)) + one + b"\0" * (len(one) % 2) for one in held
    )


def word(
    *paragraphs: Par | str,
    parts: Mapping[int, bytes] | None = None,
    lengths: Sequence[int] | None = None,
    pieces: Sequence[tuple[int, int]] = (),
    groups: Sequence[bytes] = (),
    flags: int = 0x0200,
    version: int = 0xC1,
    data: bytes = b"",
    streams: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file. ``pieces`` are where each piece ends and its prm, in the order of the text;
    pieces whose text is Latin are stored with one byte a character. ``lengths`` are those of the
    stories; all text is main text unless said."""
    held = [
        replace(one, text=_units(one.text)) if isinstance(one, Par) else Par(_units(one))
        for one in paragraphs
    ]
    text = "".join(one.text for one in held)
    stored, table = _pieces(text, pieces or ((len(text), 0),))
    characters = _pages(_runs(held, table), 1)
    main = stored.ljust(-(-len(stored) // SECTOR) * SECTOR, b"\0")
    prcs = b"".join(struct.pack("<BH", 1, len(one)) + one for one in groups)
    pieces_part = plc((0, *(end for _, end, *_ in table)), (_pcd(*one) for one in table))
    kept = {
        SECTIONS: plc((0, len(text)), (bytes(12),)),
        CLX: prcs + struct.pack("<BI", 2, len(pieces_part)) + pieces_part,
        **(parts or {}),
    }
    for part, pages in (
        (CHARACTER_PAGES, characters),
        (PARAGRAPH_PAGES, _pages(_papx(held, table), 13)),
    ):
        first = (TEXT + len(main)) // SECTOR
        numbers = range(first, first + len(pages))
        kept.setdefault(part, plc((0,) * (len(pages) + 1), (struct.pack("<I", n) for n in numbers)))
        main += b"".join(pages)
    head, body = _head(kept, lengths or (len(text),), flags, version)
    named = {"WordDocument": head + main, "1Table" if flags & 0x0200 else "0Table": body}
    return compound({**named, **({"Data": data} if data else {}), **(streams or {})})


def _units(text: str) -> str:
    """One character for each UTF-16 code unit: positions count those."""
    stored = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(stored) // 2}H", stored)))


def _head(
    parts: Mapping[int, bytes], lengths: Sequence[int], flags: int, version: int
) -> tuple[bytes, bytes]:
    pairs, table = [(0, 0)] * 93, b""
    for part, content in parts.items():
        pairs[part] = (len(table), len(content))
        table += content
    head = struct.pack("<HH6xH20x", 0xA5EC, version, flags)
    head += struct.pack("<H28x", 14)
    head += struct.pack("<H12x", 22) + b"".join(struct.pack("<I", one) for one in lengths)
    head = head.ljust(152, b"\0") + struct.pack("<H", len(pairs))
    head += b"".join(struct.pack("<II", *pair) for pair in pairs)
    return head.ljust(TEXT, b"\0"), table


Piece = tuple[int, int, int, int, int]


def _pieces(text: str, pieces: Sequence[tuple[int, int]]) -> tuple[bytes, list[Piece]]:
    """The text as stored, later pieces first as after fast saves, and the pieces."""
    stored, table, start = b"", [], 0
    spans = []
    for end, prm in pieces:
        spans.append((start, end, prm))
        start = end
    for start, end, prm in reversed(spans):
        narrow = len(spans) > 1 and text[start:end].isascii()
        offset = TEXT + len(stored)
        stored += text[start:end].encode("ascii" if narrow else "utf-16-le", "surrogatepass")
        stored += b"\0" * (len(stored) % 2)
        table.append((start, end, offset, 1 if narrow else 2, prm))
    return stored, table[::-1]


def _pcd(start: int, end: int, offset: int, width: int, prm: int) -> bytes:
    place = 2 * offset | 0x4000_0000 if width == 1 else offset
    return struct.pack("<HIH", 0, place, prm)


def _cut(
    runs: Iterable[tuple[int, int, bytes]], table: Sequence[Piece]
) -> Iterator[tuple[int, int, bytes]]:
    """Runs of characters as runs of the file."""
    for start, end, content in runs:
        for first, after, offset, width, _ in table:
            low, high = max(start, first), min(end, after)
            if low < high:
                yield offset + (low - first) * width, offset + (high - first) * width, content


def _runs(held: Sequence[Par], table: Sequence[Piece]) -> list[tuple[int, int, bytes]]:
    runs, at = [], 0
    for one in held:
        edges = sorted({0, len(one.text), *(edge for run in one.runs for edge in run[:2])})
        for low, high in pairwise(edges):
            changes = b"".join(
                content for first, after, content in one.runs if first <= low < after
            )
            content = struct.pack("<B", len(changes)) + changes if changes else b""
            runs.append((at + low, at + high, content))
        at += len(one.text)
    return sorted(_cut(runs, table))


def _papx(held: Sequence[Par], table: Sequence[Piece]) -> list[tuple[int, int, bytes]]:
    runs, at = [], 0
    for one in held:
        content = struct.pack("<H", one.style) + one.changes
        words, odd = divmod(len(content), 2)
        head = struct.pack("<B", words + 1) if odd else struct.pack("<BB", 0, words)
        runs.append((at, at + len(one.text), head + content))
        at += len(one.text)
    return sorted(_cut(runs, table))


def _pages(runs: Sequence[tuple[int, int, bytes]], entry: int) -> list[bytes]:
    """Formatted disk pages: offsets at the front, contents at the back."""
    pages: list[bytes] = []
    current: list[tuple[int, int, bytes]] = []
    for run in runs:
        held = [*current, run]
        room = 4 * (len(held) + 1) + entry * len(held) + sum(len(one[2]) + 2 for one in held)
        if room > SECTOR - 8:
            pages.append(_page(current, entry))
            held = [run]
        current = held
    return [*pages, _page(current, entry)]


def _page(runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    page = bytearray(SECTOR)
    page[-1] = len(runs)
    back = SECTOR - 2
    for index, (start, end, content) in enumerate(runs):
        struct.pack_into("<II", page, 4 * index, start, end)
        if content:
            back = (back - len(content)) // 2 * 2
            page[back : back + len(content)] = content
            page[4 * (len(runs) + 1) + entry * index] = back // 2
    return bytes(page)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; a name with ``/`` stands in a storage."""
    names: list[str] = []
    for path in streams:
        parts = path.split("/")
        names += ["/".join(parts[: n + 1]) for n in range(len(parts))]
    names = list(dict.fromkeys(names))
    sectors = b""
    chains: list[int] = []
    starts: dict[str, tuple[int, int]] = {}
    for path, content in streams.items():
        # As long as the smallest stream that needs no mini stream.
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        starts[path] = (len(chains), len(padded))
        count = len(padded) // SECTOR
        chains += [*range(len(chains) + 1, len(chains) + count), END]
        sectors += padded
    entries = [_entry("Root Entry", 5, _first(names, ""), FREE, END, 0)]
    for name in names:
        kind, (start, size) = (2, starts[name]) if name in starts else (1, (0, 0))
        entries.append(
            _entry(
                name.rpartition("/")[2], kind, _first(names, name), _next(names, name), start, size
            )
        )
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    first = len(chains)
    count = len(directory) // SECTOR
    chains += [*range(first + 1, first + count), END]
    tables = 1
    while (len(chains) + tables) * 4 > tables * SECTOR:
        tables += 1
    places = range(len(chains), len(chains) + tables)
    chains += [FAT] * tables
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * SECTOR, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack(
        "<HHHHH6xIII4xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, first, 4096, END, 0, END, 0
    )
    head += struct.pack(f"<{tables}I", *places)
    return head.ljust(SECTOR, b"\xff") + sectors + directory + table


def _entry(name: str, kind: int, child: int, sibling: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ", letters, len(letters), kind, 1, FREE, sibling, child, 0, start, size
    )


def _first(names: Sequence[str], parent: str) -> int:
    inside = [n for n, name in enumerate(names, 1) if name.rpartition("/")[0] == parent]
    return inside[0] if inside else FREE


def _next(names: Sequence[str], name: str) -> int:
    parent = name.rpartition("/")[0]
    later = enumerate(names[names.index(name) + 1 :], names.index(name) + 2)
    return next((n for n, one in later if one.rpartition("/")[0] == parent), FREE)
