"""Words in two versions (改写): what was struck out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from unicodedata import normalize

from wenfeng.comparing.texts import folded
from wenfeng.domain import PieceKind, Reworded
from wenfeng.versions import Piece, Rewording

# A number, a foreign word, or one character, with the space behind it, which counts for nothing.
_TOKENS = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?[%％]?|[A-Za-z]+|\S)\s*")
_SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]?")
# What a comparison of single characters may cost, and one of sentences.
MOST = 3_000_000
# So many characters between two changes are part of the change: 财政局 → 审计局 is one.
ISLAND = 1


def rewording(about: Reworded, old: str, new: str) -> Rewording | None:
    """What became of the words; None where only spaces, widths or the final stop differ."""
    if folded(old) == folded(new):
        return None
    old, new = (re.sub(r"[^\S\n]+", " ", text).strip() for text in (old, new))
    return Rewording(about, old, new, tuple(pieces(old, new)))


def pieces(old: str, new: str) -> list[Piece]:
    """The old text with what was taken out, and the new one with what was put in, in order."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) * len(after) > MOST:
        before, after = _SENTENCES.findall(old), _SENTENCES.findall(new)
    if len(before) * len(after) > MOST:
        return _whole([old], [new])
    return list(_differences(before, after))


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    a, b = ([normalize("NFKC", token.strip()) for token in side] for side in (before, after))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for tag, i, j, m, n in _without_islands(matcher.get_opcodes()):
        if tag == "equal":
            yield Piece("".join(after[m:n]), "same")
        else:
            yield from _whole(before[i:j], after[m:n])


Step = tuple[str, int, int, int, int]


def _without_islands(steps: Iterable[Step]) -> list[Step]:
    """Steps with characters that stay between two changes taken for part of the change."""
    found: list[Step] = []
    steps = list(steps)
    for place, (tag, i, j, m, n) in enumerate(steps):
        inside = 0 < place < len(steps) - 1
        if tag == "equal" and inside and j - i <= ISLAND:
            tag = "replace"
        if found and tag != "equal" and found[-1][0] != "equal":
            _, first, _, third, _ = found.pop()
            found.append(("replace", first, j, third, n))
        else:
            found.append((tag, i, j, m, n))
    return found


def _whole(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    sides: tuple[tuple[Sequence[str], PieceKind], ...] = ((before, "gone"), (after, "added"))
    return [Piece("".join(side), kind) for side, kind in sides if side]
