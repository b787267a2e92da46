"""Lays out the papers of corpora/copies and works out what each pair of them shares.

    python tools/make_copies.py            write every case
    python tools/make_copies.py --shares   tell how much of each pair is shared

A case is a file in corpora/copies/sources. Its first lines say ``about``, ``split``, ``pairs``
(the kind of any two papers that share a paragraph), ``pair 甲 乙 kind`` (exceptions) and
``group kind 甲 乙 丙``. Each paper begins with ``== name | old=new | old~new | …``: names (and with
~ other words) to be exchanged in all it takes from others. Then its lines:

    text             a paragraph of its own
    3|text           the same, which others may take by its label
    <3               the paragraph labelled 3, with the names of this paper
    <q3-q7           paragraphs q3 to q7
    <3 :: 旧→新 | 旧…旧→   with words put in the place of others, wherever they stand, or left out

``== name dress 甲 way`` is paper 甲 as another program would show it (tools/dress.py).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from dress import WAYS

FOLDER = Path(__file__).parent.parent / "corpora" / "copies"
REWORDED = 30  # more characters than these are another text, not another wording
SNIPPET = 15
BY_CHANCE = 8

Range = tuple[int, int]
Match = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paper; with a label, those that stand for start–stop of that paragraph."""

    text: str
    label: str = ""
    start: int = 0
    stop: int = 0
    reworded: bool = False
    exchanged: bool = False


Line = tuple[Piece, ...]


@dataclass(slots=True)
class Sheet:
    """A paper while it is laid out: its lines, the names it exchanges, whose dress it wears."""

    name: str
    exchanges: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    lines: list[Line] = field(default_factory=list)
    dressed: str = ""
    worn: str = ""

    @property
    def text(self) -> str:
        return self.worn or "".join("".join(p.text for p in line) + "\n" for line in self.lines)

    def placed(self) -> Iterator[tuple[int, Piece]]:
        """Every piece with the place where it begins."""
        at = 0
        for line in self.lines:
            for piece in line:
                yield at, piece
                at += len(piece.text)
            at += 1


@dataclass(slots=True)
class Source:
    """A case as written (sources/*.txt)."""

    name: str
    about: str = ""
    split: str = ""
    pairs: str = "none"
    exceptions: dict[frozenset[str], str] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    paragraphs: dict[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        return next(s for s in self.sheets if s.name == name)


def read(path: Path) -> Source:
    """The case written in a file."""
    source = Source(path.stem)
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("== "):
            source.sheets.append(_sheet(source, row[3:]))
        elif source.sheets and row.strip():
            source.sheets[-1].lines.extend(_lines(source, row))
        elif row.strip():
            _setting(source, row)
    return source


def _setting(source: Source, row: str) -> None:
    key, _, value = row.partition(" ")
    if key == "pair":
        a, b, kind = value.split()
        source.exceptions[frozenset((a, b))] = kind
    elif key == "group":
        kind, *members = value.split()
        source.groups.append({"kind": kind, "members": members})
    elif key in ("about", "split", "pairs"):
        setattr(source, key, value)
    else:
        raise ValueError(f"{source.name}: {row}")


def _sheet(source: Source, row: str) -> Sheet:
    name, *exchanges = (part.strip() for part in row.split("|"))
    if " dress " in name:
        name, other, way = name.replace(" dress ", " ").split()
        return Sheet(name, dressed=other, worn=WAYS[way](source.sheet(other).text))
    pairs = [re.split("([=~])", exchange) for exchange in exchanges]
    names = frozenset(old for old, sign, _ in pairs if sign == "=")
    return Sheet(name, {old: new for old, _, new in pairs}, names)


def _lines(source: Source, row: str) -> Iterator[Line]:
    if row.startswith("<"):
        asked, _, edits = row[1:].partition("::")
        for label in _labels(asked.strip()):
            yield tuple(_taken(source, label, edits.strip()))
        return
    label, bar, text = row.partition("|")
    if bar and re.fullmatch(r"[a-z]*\d+", label):
        if label in source.paragraphs:
            raise ValueError(f"{source.name}: {label} twice")
        source.paragraphs[label] = text
        yield (Piece(text, label, 0, len(text)),)
    else:
        yield (Piece(row),)


def _labels(asked: str) -> Iterator[str]:
    first, _, last = asked.partition("-")
    stem, number = re.fullmatch(r"([a-z]*)(\d+)", first).groups()  # type: ignore[union-attr]
    end = int(re.sub(r"\D", "", last)) if last else int(number)
    return (f"{stem}{n}" for n in range(int(number), end + 1))


def _taken(source: Source, label: str, edits: str) -> Iterator[Piece]:
    text, at = source.paragraphs[label], 0
    for (start, stop), new in sorted(_edits(source.name, text, edits)):
        yield from _exchanged(source.sheets[-1], Piece(text[at:start], label, at, start))
        if max(stop - start, len(new)) <= REWORDED:
            yield Piece(new, label, start, stop, reworded=True)
        else:
            yield Piece(new)
        at = stop
    yield from _exchanged(source.sheets[-1], Piece(text[at:], label, at, len(text)))


def _edits(case: str, text: str, edits: str) -> Iterator[tuple[Range, str]]:
    for edit in edits.split(" | ") if edits else ():
        old, arrow, new = edit.strip().partition("→")
        hits = list(re.finditer(".*?".join(map(re.escape, old.split("…"))), text))
        if not (arrow and old and hits):
            print(f"{case}: {edit!r} is not in {text[:30]}", file=sys.stderr)
        yield from ((hit.span(), new) for hit in hits)


def _exchanged(sheet: Sheet, piece: Piece) -> Iterator[Piece]:
    names = sorted(sheet.exchanges, key=len, reverse=True)
    at = 0
    for hit in re.finditer("|".join(map(re.escape, names)) or r"(?!)", piece.text):
        yield _part(piece, at, hit.start())
        whole = _part(piece, hit.start(), hit.end())
        new = sheet.exchanges[hit.group()]
        yield Piece(new, whole.label, whole.start, whole.stop, exchanged=True)
        at = hit.end()
    yield _part(piece, at, len(piece.text))


def _part(piece: Piece, start: int, stop: int) -> Piece:
    return Piece(piece.text[start:stop], piece.label, piece.start + start, piece.start + stop)


def shared(a: Sheet, b: Sheet) -> tuple[list[Match], list[Range], list[Range]]:
    """What both took from the same paragraphs; then what may count either way, in a and in b."""
    found: list[Match] = []
    loose: tuple[list[Range], list[Range]] = ([], [])
    for at, p in a.placed():
        for bt, q in b.placed():
            low, high = max(p.start, q.start), min(p.stop, q.stop)
            if not p.label or p.label != q.label or low >= high:
                continue
            here, there = _side(at, p, low, high), _side(bt, q, low, high)
            if p.reworded or q.reworded:
                loose[0].append(here)
                loose[1].append(there)
            else:
                found.append((*here, *there))
    matches = [m for m in _joined(sorted(found)) if m[1] - m[0] >= SNIPPET]
    for start, stop, other, end in found:
        if not any(m[0] <= start and stop <= m[1] for m in matches):
            loose[0].append((start, stop))
            loose[1].append((other, end))
    return matches, loose[0], loose[1]


def _side(at: int, piece: Piece, low: int, high: int) -> Range:
    if piece.reworded or piece.exchanged:
        return at, at + len(piece.text)
    return at + low - piece.start, at + high - piece.start


def _joined(found: Sequence[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in found:
        if joined and 0 <= match[0] - joined[-1][1] == match[2] - joined[-1][3] <= 1:
            joined[-1] = (joined[-1][0], match[1], joined[-1][2], match[3])
        else:
            joined.append(match)
    return joined


def by_chance(a: str, b: str) -> list[Range]:
    """Where a has as many characters on end as b has too."""
    grams = {b[i : i + BY_CHANCE] for i in range(len(b) - BY_CHANCE + 1)}
    hits = [i for i in range(len(a) - BY_CHANCE + 1) if a[i : i + BY_CHANCE] in grams]
    ranges: list[Range] = []
    for hit in hits:
        if ranges and hit <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], hit + BY_CHANCE)
        else:
            ranges.append((hit, hit + BY_CHANCE))
    return ranges


def signature(text: str) -> list[Range]:
    """The unit and the date at the end, alike in form in every paper."""
    end = re.search(r"\n[^\n]{2,30}\n\d{4}年[\d月日]+\n$", text)
    return [end.span()] if end else []


def truth(source: Source) -> dict[str, Any]:
    """What is known of a case, as truth.json has it."""
    pairs = [_pair(source, a, b) for a, b in combinations(source.sheets, 2)]
    return {
        "about": source.about,
        "split": source.split,
        "papers": [s.name for s in source.sheets],
        "pairs": [p for p in pairs if p["kind"] != "none"],
        "groups": source.groups,
    }


def _pair(source: Source, a: Sheet, b: Sheet) -> dict[str, Any]:
    first, second = (source.sheet(s.dressed) if s.dressed else s for s in (a, b))
    same = first is second
    matches, loose_a, loose_b = shared(first, second)
    kind = "identical" if same else source.pairs if matches else "none"
    pair: dict[str, Any] = {"a": a.name, "b": b.name}
    pair["kind"] = source.exceptions.get(frozenset((a.name, b.name)), kind)
    if a.dressed or b.dressed or pair["kind"] == "none":
        return pair
    pair["passages"] = matches
    pair["either_a"] = sorted({*loose_a, *by_chance(a.text, b.text), *signature(a.text)})
    pair["either_b"] = sorted({*loose_b, *by_chance(b.text, a.text), *signature(b.text)})
    pair["exchanges"] = _names(a, b, matches)
    return pair


def _names(a: Sheet, b: Sheet, matches: Sequence[Match]) -> list[tuple[str, str]]:
    """Names that stand in what both share, one in the place of the other."""
    both = {(a.exchanges.get(n, n), b.exchanges.get(n, n)) for n in a.names | b.names}
    alike = [(a.text[m[0] : m[1]], b.text[m[2] : m[3]]) for m in matches]
    return sorted(
        (x, y) for x, y in both if x != y and any(x in one and y in other for one, other in alike)
    )


def write(source: Source) -> None:
    """Put the papers and what is known of them into the folder of the case."""
    folder = FOLDER / source.name
    folder.mkdir(exist_ok=True)
    for sheet in source.sheets:
        (folder / f"{sheet.name}.txt").write_text(sheet.text, encoding="utf-8")
    (folder / "truth.json").write_text(_json(truth(source)), encoding="utf-8")


def _json(known: dict[str, Any]) -> str:
    written = json.dumps(known, ensure_ascii=False, indent=1)
    # A range on one line.
    return re.sub(r"\[\s+((?:[^\[\]{}]|\n)*?)\s+\]", _flat, written) + "\n"


def _flat(hit: re.Match[str]) -> str:
    return "[" + re.sub(r"\s*\n\s*", " ", hit.group(1)) + "]"


def shares(source: Source) -> Iterator[str]:
    """Lines that tell the length of each paper and how much of each pair is shared."""
    for sheet in source.sheets:
        yield f"  {sheet.name} {len(sheet.text)}"
    for pair in truth(source)["pairs"]:
        told = " ".join(f"{_held(source, pair, side):.2f}" for side in "ab")
        yield f"  {pair['a']} × {pair['b']} {pair['kind']} {told}"


def _held(source: Source, pair: dict[str, Any], side: str) -> float:
    """The share of one paper's characters that the other has too, or has reworded."""
    at = 0 if side == "a" else 2
    ranges = [m[at : at + 2] for m in pair.get("passages", ())] + pair.get(f"either_{side}", [])
    held = {i for start, stop in ranges for i in range(start, stop)}
    return len(held) / len(source.sheet(pair[side]).text)


def main() -> None:
    """Write all cases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shares", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    for path in sorted((FOLDER / "sources").glob("*.txt")):
        source = read(path)
        write(source)
        if asked.shares and any(n in source.name for n in asked.names or [""]):
            print(source.name, *shares(source), sep="\n")


if __name__ == "__main__":
    main()
