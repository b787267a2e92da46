"""Which rules speak, and how strictly: by names, titles and families (owner.missing, owner)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wenfeng.domain import Level, Profile
from wenfeng.errors import ConfigError
from wenfeng.waivers import Waiver, rules_named


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are to be checked. ``only``: the rules that may speak, None for all of them.

    ``profile`` is the name of a shipped profile or the path of a file; None: by the document.
    """

    profile: str | None = None
    only: frozenset[str] | None = None
    levels: tuple[tuple[str, Level | None], ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def applied(self, profile: Profile) -> Profile:
        """A profile with the levels of the settings instead of its own."""
        return replace(profile, levels=(*profile.levels, *self.levels))


NONE = Settings()
"""Nothing said: every rule, at the levels of the profile that fits the document."""


def pick_rules(names: Iterable[str], titles: Mapping[str, str]) -> frozenset[str]:
    """The rules that names stand for; ConfigError for one nobody knows.

    ``titles``: every rule there is, and its Chinese title.
    """
    return frozenset(rule for name in names for rule in _expand(name, titles))


def _expand(name: str, titles: Mapping[str, str]) -> frozenset[str]:
    found = rules_named(name, titles)
    if not found:
        raise ConfigError(f"没有叫“{name}”的规则", _advise(name, titles))
    return found


def _advise(name: str, titles: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    families = dict.fromkeys(rule.split(".")[0] for rule in titles)
    known = (*titles, *families, *titles.values())
    holding = tuple(title for title in titles.values() if name in title)
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5) or holding
    meant = f"是不是想写 {'、'.join(near)}？" if near else ""
    return f"{meant}运行 wenfeng rules 可以看到全部规则。"
