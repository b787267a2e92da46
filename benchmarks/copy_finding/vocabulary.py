"""The words that papers are written with: those of words.toml, and ordinary ones of a dictionary.

Any real collection has a long tail of words that seldom occur. Nouns and verbs of the dictionary
that comes with jieba stand in for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from .marked import DATE, PERSON, PLACE, UNIT, mark

_SEED = 20250501
_OFTEN_ENOUGH = 200
Words = Sequence[str]


@cache
def data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def ordinary() -> dict[str, Words]:
    """Nouns and verbs of two or three characters."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SystemExit("jieba is missing: install the project first")
    found: dict[str, list[str]] = {"n": [], "v": []}
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    for word, times, tag in map(str.split, lines):
        kind = "v" if tag in ("v", "vn") else tag
        if kind in found and len(word) in (2, 3) and int(times) >= _OFTEN_ENOUGH:
            found[kind].append(word)
    return {kind: tuple(words) for kind, words in found.items()}


def _words(section: str, key: str) -> list[str]:
    return str(data()[section][key]).split()


@cache
def names() -> dict[str, Words]:
    """All persons, places, dates, bureaus and counties that papers may name, without marks."""
    rng = Random(_SEED)
    part = {key: _words("names", key) for key in data()["names"]}
    counties = [a + b + "县" for a in part["county_first"] for b in part["county_second"]]
    towns = [
        a + b + rng.choice(part["town_last"])
        for a in part["town_first"]
        for b in part["town_second"]
    ]
    persons = {
        rng.choice(part["surnames"]) + "".join(rng.choices(part["given"], k=rng.choice((1, 2, 2))))
        for _ in range(20_000)
    }
    return {
        "county": tuple(counties),
        PLACE: tuple(towns),
        PERSON: tuple(sorted(persons)),
        "bureau": tuple(part["bureaus"]),
        DATE: tuple(
            f"{y}年{m}月{d}日" for y in (2024, 2025) for m in range(1, 13) for d in range(1, 29)
        ),
    }


def unit(rng: Random, county: str) -> str:
    return mark(UNIT, county + rng.choice(names()["bureau"]))


def quantities() -> Words:
    rng = Random(_SEED)
    return tuple(f"{rng.randint(2, 900)}{m}" for m in _words("own", "measures") for _ in range(40))
