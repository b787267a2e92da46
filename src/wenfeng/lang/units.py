"""Which written names mean one unit (同一单位): 市人社局 = 市人力资源和社会保障局.

Names are only compared; the name as written stays what it is.
"""

from __future__ import annotations

from functools import cache, lru_cache

from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

_ALIAS = lazy(r"[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]|\s")
_PARTY = lazy(r"^(?:中共|中国共产党)")
_LEVEL = lazy(r"^(?:(?:省|市(?![场政容监])|县|区(?!域)|州|旗)委?|镇|乡(?!村)|街道)(?=.{2})")
_PLACE = lazy(
    r"^[^省市县区州旗镇乡和与及]{2,4}(?=(?:省|市(?![场政容])|县|区(?!域)|州|旗|镇|乡(?!村))..)"
)


@lru_cache(maxsize=4096)
def normal_form(name: str) -> str:
    """The name with its abbreviations written out one way: for comparing, not for showing."""
    plain = _PARTY.sub("", _ALIAS.sub("", name)).replace("人民政府", "政府")
    for full, short in _endings():
        if plain.endswith(full) and len(plain) > len(full):
            plain = plain[: -len(full)] + short
            break
    level = _LEVEL.match(plain)
    head, body = (level[0], plain[level.end() :]) if level else ("", plain)
    for full, short in _bodies():
        if body.startswith(full) and len(body) - len(full) <= 3:
            return head + short + body[len(full) :]
    return head + body


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean one unit, a level or a place before one of them apart."""
    if one == other:
        return True
    a, b = sorted((normal_form(one), normal_form(other)), key=len)
    if a == b:
        return True
    extra = b.removesuffix(a)
    return extra != b and bool(_level_only(extra, a))


def written_differently(one: str, other: str) -> bool:
    """Whether two names of one unit differ in more than a level or place before them."""
    a, b = sorted((_ALIAS.sub("", one), _ALIAS.sub("", other)), key=len)
    return a != b and not b.endswith(a)


def _level_only(extra: str, rest: str) -> bool:
    if extra in ("省委", "市委", "县委", "区委"):
        return rest.endswith("部")
    if _LEVEL.fullmatch(extra + "××", 0, len(extra)) or extra in (
        "省",
        "市",
        "县",
        "区",
        "镇",
        "乡",
    ):
        return len(rest) >= 3
    return _PLACE.match(extra + rest) is not None and len(extra) <= 4


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    """Full form to short form, the longest first; a short form stands for itself."""
    table = lexicon("abbreviations")["bodies"]
    pairs = {full: short for short, fulls in table.items() for full in fulls}
    pairs |= {full.replace("和", ""): short for full, short in pairs.items()}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    table = lexicon("abbreviations")["endings"]
    pairs = {full: short for short, fulls in table.items() for full in fulls}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def groups(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Names that mean one unit, together, in order of first mention."""
    found: list[list[str]] = []
    whole: dict[str, set[int]] = {}  # normal form → groups that hold it
    without: dict[str, set[int]] = {}  # what is left of a form without a level or place before it
    for name in dict.fromkeys(names):
        form, *ends = _ends(name)
        near = whole.get(form, set()) | without.get(form, set())
        near = near.union(*(whole.get(end, ()) for end in ends))
        same = (n for n in sorted(near) if any(same_unit(name, other) for other in found[n]))
        home = next(same, len(found))
        if home == len(found):
            found.append([])
        found[home].append(name)
        whole.setdefault(form, set()).add(home)
        for end in ends:
            without.setdefault(end, set()).add(home)
    return tuple(tuple(group) for group in found)


def _ends(name: str) -> tuple[str, ...]:
    """A name's normal form, then without its first one to four characters."""
    form = normal_form(name)
    return tuple(form[cut:] for cut in range(max(1, min(5, len(form)))))
