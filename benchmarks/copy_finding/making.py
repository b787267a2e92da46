"""Collections of any size, and what in them was copied from what.

from copy_finding.making import Recipe, collection
made = collection(Recipe(documents=2_000))
made.texts, made.titles, made.names, made.truth
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from .blank import filled
from .boilerplate import Pool
from .copying import Copied, Copyist, Origin, Range, copied, lifted, section
from .marked import plain
from .writing import Draft, Writer, text

_SENTENCE = 70  # characters for each sentence, headings and task lines counted in
_ROOM = 10  # a family takes at most this part of a collection


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a collection is made of.

    ``shares`` is how much of a paper is boilerplate, ``pool`` how many such sentences there are;
    ``near`` the part of papers that are near-copies, each by one of ``rewritten``; ``sections`` the
    part that holds a section of another; ``templates`` how many are one form filled in.
    """

    documents: int
    characters: int = 5_000
    pool: int = 600
    shares: tuple[float, float] = (0.3, 0.75)
    near: float = 0.05
    rewritten: tuple[float, ...] = (0.1, 0.2, 0.3, 0.5)
    sections: float = 0.02
    families: tuple[int, ...] = (3,) * 10 + (20,) * 3 + (60, 200, 1_000)
    family_rewritten: tuple[float, float] = (0.05, 0.3)
    templates: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A paper with words of another: which ones, and where they stand there."""

    paper: int
    source: int
    kind: str
    rewritten: float
    kept: tuple[Origin, ...]
    reworded: tuple[Origin, ...]
    fresh: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """``cluster[i]`` is the source of what paper i shares, i for the source itself, -1 for none.

    Two papers of one cluster are a true pair, any other two are not.
    """

    cluster: tuple[int, ...]
    copies: tuple[Copy, ...]
    families: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    names: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    truth: Truth


@dataclass(frozen=True, slots=True)
class _Role:
    kind: str
    source: int
    rewritten: float = 0.0


class Maker:
    """Makes any paper of a collection by its number alone, so that a source can be made again."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        share = sum(recipe.shares) / 2
        drawn = recipe.characters / _SENTENCE * share
        self.writer = Writer(
            Pool(recipe.pool, recipe.seed, drawn), recipe.characters, recipe.shares
        )
        self._drafts: dict[int, Draft] = {}

    @cached_property
    def roles(self) -> dict[int, _Role]:
        """What the papers are that are not simply papers."""
        recipe, rng = self.recipe, self.rng("roles")
        free = iter(rng.sample(range(recipe.documents), recipe.documents))
        roles: dict[int, _Role] = {}
        for size in recipe.families:
            if size * _ROOM <= recipe.documents:
                source = next(free)
                for _ in range(size - 1):
                    share = rng.uniform(*recipe.family_rewritten)
                    roles[next(free)] = _Role(f"family {size}", source, share)
        for number in range(round(recipe.near * recipe.documents)):
            share = recipe.rewritten[number % len(recipe.rewritten)]
            roles[next(free)] = _Role(f"near {share:.0%}", next(free), share)
        for _ in range(round(recipe.sections * recipe.documents)):
            roles[next(free)] = _Role("section", next(free))
        for _ in range(recipe.templates):
            roles[next(free)] = _Role("template", -1)
        return roles

    def rng(self, what: object) -> Random:
        return Random(f"{self.recipe.seed} {what}")

    def draft(self, number: int) -> Draft:
        if number not in self._drafts:
            if len(self._drafts) > 64:
                self._drafts.clear()
            self._drafts[number] = self.writer.draft(self.rng(number))
        return self._drafts[number]

    def paper(self, number: int) -> tuple[str, Copy | None]:
        role = self.roles.get(number)
        if role is None:
            return plain(text(self.writer.draft(self.rng(number)))), None
        if role.kind == "template":
            return filled(self.rng(number)), None
        made = self._copy(number, role)
        told = made.kept, made.reworded, made.fresh
        return made.text, Copy(number, role.source, role.kind, role.rewritten, *told)

    def _copy(self, number: int, role: _Role) -> Copied:
        rng, source = self.rng(f"copy {number}"), self.draft(role.source)
        stock = self.writer.pool.draw(rng)
        copyist = Copyist(rng, source.topic, role.rewritten, stock)
        if role.kind == "section":
            return lifted(copyist, section(rng, source), self.writer.draft(self.rng(number)))
        return copied(copyist, source)

    def papers(self) -> Iterator[tuple[str, Copy | None]]:
        """All papers in their order."""
        return map(self.paper, range(self.recipe.documents))


def collection(recipe: Recipe) -> Collection:
    """The whole collection in memory."""
    maker = Maker(recipe)
    texts, copies = [], []
    cluster = [-1] * recipe.documents
    for number, (words, copy) in enumerate(maker.papers()):
        texts.append(words)
        if copy:
            copies.append(copy)
            cluster[number] = cluster[copy.source] = copy.source
    families = {c.source: None for c in copies if c.kind.startswith("family")}
    return Collection(
        tuple(f"{number:06d}.docx" for number in range(len(texts))),
        tuple(words.partition("\n")[0] for words in texts),
        tuple(texts),
        Truth(tuple(cluster), tuple(copies), tuple(families)),
    )
