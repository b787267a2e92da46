"""Which kind of unit a plan is from (单位类别): by who signed it, its title, its file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from wenfeng.resources import lexicon

# So long a name is at most that stands before other words in a title.
LONGEST = 25
_PLACES = "市州县区旗盟"


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    ends: re.Pattern[str]
    other: re.Pattern[str] | None
    holds: tuple[str, ...]

    def fits(self, unit: str) -> bool:
        """Whether a unit of that name is of this kind."""
        return bool(self.ends.search(unit)) and not (self.other and self.other.search(unit))


def kinds() -> tuple[str, ...]:
    """The names of the kinds, in the order in which they are listed, that of no kind last."""
    return (*(kind.name for kind in _kinds()), lexicon("unit_kinds")["names"]["unknown"])


def kind_of(units: Iterable[str], *texts: str) -> str:
    """The kind of the first unit that has one; else what titles and file names tell."""
    plain = (_plain(unit) for unit in units)
    in_texts = (name for text in texts for name in _names(text))
    for name in (*plain, *in_texts):
        for kind in _kinds():
            if name and kind.fits(name):
                return kind.name
    for text in texts:
        for kind in _kinds():
            if any(word in text for word in kind.holds):
                return kind.name
    return kinds()[-1]


def _names(text: str) -> Iterator[str]:
    """What may be the name of a unit at the beginning of a text, the longest first."""
    plain = _pattern("front").sub("", text)
    ends = [found.start() for found in _pattern("rest").finditer(plain)]
    yield from (_plain(plain[:end]) for end in reversed([*ends, len(plain)]) if end)
    inside = _pattern("inside").finditer(plain[:LONGEST])
    yield from (_plain(plain[: found.end()]) for found in inside)


def _plain(name: str) -> str:
    """The name without what stands before it, and without its party group and the like."""
    bare = re.sub(r"\s", "", _pattern("front").sub("", name))
    bare = _pattern("back").sub("", bare) or bare
    body = _pattern("party").sub("", bare)
    of_body = "中共" in name or bare.endswith("党委")
    return body if of_body and body and body[-1] not in _PLACES else bare


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon("unit_kinds")["names"][name])


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            one["name"],
            re.compile(f"(?:{'|'.join(one['ends'])})$"),
            re.compile("|".join(one["except"])) if "except" in one else None,
            tuple(one.get("holds", ())),
        )
        for one in lexicon("unit_kinds")["kinds"]
    )
