"""The collections of the benchmark: what they say is copied is copied, and nothing else."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from copy_finding import blank, scoring
from copy_finding.making import Collection, Copy, Recipe, collection

RECIPE = Recipe(documents=120, characters=2_000, families=(3, 12), near=0.1, sections=0.1)


@pytest.fixture(scope="module")
def made() -> Collection:
    return collection(RECIPE)


def grams(text: str, size: int = 12) -> set[str]:
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def length(copy: Copy) -> int:
    return sum(end - start for start, end, _ in copy.kept)


def family_of_12(made: Collection) -> list[int]:
    source = next(copy.source for copy in made.truth.copies if copy.kind == "family 12")
    return [i for i, cluster in enumerate(made.truth.cluster) if cluster == source]


def test_same_recipe_same_collection(made: Collection) -> None:
    assert collection(RECIPE) == made


def test_another_seed_another_collection(made: Collection) -> None:
    assert not set(collection(Recipe(20, 2_000, seed=1)).texts) & set(made.texts)


def test_copied_words_stand_in_the_source(made: Collection) -> None:
    for copy in made.truth.copies:
        text, source = made.texts[copy.paper], made.texts[copy.source]
        for start, end, there in (*copy.kept, *copy.reworded):
            assert text[start:end] == source[there : there + end - start]


def test_fresh_words_do_not(made: Collection) -> None:
    for copy in made.truth.copies:
        source = grams(made.texts[copy.source])
        fresh = [gram for a, b in copy.fresh for gram in grams(made.texts[copy.paper][a:b])]
        assert sum(gram in source for gram in fresh) <= 0.01 * len(fresh)


def test_more_rewritten_less_kept(made: Collection) -> None:
    of = {
        share: [length(c) for c in made.truth.copies if c.kind == f"near {share}%"]
        for share in (10, 50)
    }
    assert sum(of[50]) / len(of[50]) < sum(of[10]) / len(of[10])


def test_a_section_is_long_enough(made: Collection) -> None:
    sections = [copy for copy in made.truth.copies if copy.kind == "section"]
    assert len(sections) == 12
    for copy in sections:
        places = [there for _, _, there in copy.kept]
        assert 60 <= length(copy) <= 900
        assert max(places) - min(places) <= 900


def test_counties_are_exchanged(made: Collection) -> None:
    whole = [copy for copy in made.truth.copies if copy.kind != "section"]
    for copy in whole:
        county = made.titles[copy.source].partition("县")[0].removeprefix("关于") + "县"
        assert county not in made.texts[copy.paper]


def test_unrelated_papers_share_boilerplate_only(made: Collection) -> None:
    alone = [t for t, c in zip(made.texts, made.truth.cluster, strict=True) if c < 0]
    common = Counter(gram for text in alone for gram in grams(text))
    for a, b in combinations(alone[:30], 2):
        both = grams(a) & grams(b)
        assert sum(common[gram] == 2 for gram in both) < 0.1 * len(grams(a))


def test_some_sentences_are_in_many_papers(made: Collection) -> None:
    sentences = Counter(s for text in made.texts for s in set(text.replace("\n", "。").split("。")))
    sentences.pop("", None)
    most = max(times for sentence, times in sentences.items() if len(sentence) > 15)
    assert most > 0.15 * len(made.texts)


def test_filled_forms_share_the_form_only() -> None:
    plans = collection(Recipe(30, near=0, sections=0, families=(), templates=30))
    for a, b in combinations(plans.texts, 2):
        assert len(grams(a) & grams(b)) <= 1.2 * blank.form_length()
    assert not plans.truth.copies
    shares = [blank.form_length() / len(text) for text in plans.texts]
    assert min(shares) > 0.2 and max(shares) < 0.65


def test_the_truth_itself_scores_full(made: Collection) -> None:
    pairs = [(copy.source, copy.paper) for copy in made.truth.copies]
    scored = scoring.score(scoring.paired(pairs, ()), made.truth)
    assert scored.f1 == scored.f1_all == scored.precision == scored.of_pairs == 1


def test_groups_count_as_all_their_pairs(made: Collection) -> None:
    members = family_of_12(made)
    scored = scoring.score(scoring.paired((), [members]), made.truth)
    assert scored.recall["family 12"] == 1 and scored.recall["family 3"] == 0


def test_a_stranger_in_a_group_is_wrong_once(made: Collection) -> None:
    members = family_of_12(made)
    stranger = made.truth.cluster.index(-1)
    scored = scoring.score(scoring.paired((), [[*members, stranger]]), made.truth)
    assert scored.wrong == 1
    assert scored.of_pairs == pytest.approx(66 / 78)


def test_nothing_found_scores_nothing(made: Collection) -> None:
    scored = scoring.score(np.empty((0, 2), np.int64), made.truth)
    assert scored.f1 == 0 and not any(scored.recall.values())
