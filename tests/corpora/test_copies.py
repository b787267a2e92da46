"""The hand-made copies are what their sources say, and their answers hold together."""

from __future__ import annotations

import json
from pathlib import Path

import copies
import make_copies
import pytest
from copy_cases import FOLDER, SPLITS, Collection, Known, cases, together
from copy_scores import score

from wenfeng.copies import Duplicates, Group, Pair, Paper, Passage

SOURCES = sorted((FOLDER / "sources").glob("*.txt"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_papers_are_current(path: Path) -> None:
    source = make_copies.read(path)
    folder = FOLDER / source.name
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert truth == json.loads(json.dumps(make_copies.truth(source))), "请运行 make_copies.py"
    for sheet in source.sheets:
        assert (folder / f"{sheet.name}.txt").read_text(encoding="utf-8") == sheet.text
    assert {p.stem for p in folder.glob("*.txt")} == set(truth["papers"])


def test_every_case_belongs_to_a_split_and_to_its_source() -> None:
    told = [name for split in SPLITS for name, _ in cases(split)]
    assert sorted(told) == [path.stem for path in SOURCES]


@pytest.mark.parametrize("split", SPLITS)
def test_copied_ranges_lie_in_both_texts(split: str) -> None:
    every = together([part for _, part in cases(split)])
    assert len({paper.name for paper in every.papers}) == len(every.papers)
    for key, known in every.pairs.items():
        for side, at in enumerate(key):
            text = every.papers[at].text
            assert all(0 <= start < stop <= len(text) for start, stop in known.copied[side])
        for x, y in known.exchanges:
            assert x in every.papers[key[0]].text and y in every.papers[key[1]].text


TEXTS = ("甲县要在六月前修好东门外的桥。" * 2, "乙县要在六月前修好东门外的桥。" * 2, "另一件事。")


def _collection() -> Collection:
    papers = tuple(Paper(str(i), text) for i, text in enumerate(TEXTS))
    known = Known("near", (((0, 30),), ((0, 30),)), exchanges=(("甲县", "乙县"),))
    return Collection(papers, {(0, 1): known}, {frozenset((0, 1)): "copied"})


def _found(collection: Collection, *pairs: Pair, groups: tuple[Group, ...] = ()) -> Duplicates:
    return Duplicates(collection.papers, pairs, groups, (), (), 0.4)


def test_what_is_right_scores_full() -> None:
    collection = _collection()
    passage = Passage((0, 30), (0, 30), TEXTS[1])
    pair = Pair(1, 0, "near", 0.9, 1.0, 1.0, (passage,))
    figures = score(
        _found(collection, pair, groups=(Group((1, 0), "copied", 0, ""),)), collection
    ).figures()
    assert figures["precision"] == figures["recall"] == figures["kind"] == 1
    assert figures["groups_of_right_kind"] == figures["marked"] == 1
    assert figures["exchanges"] == 0


def test_a_pair_of_strangers_costs_precision_and_a_missed_one_recall() -> None:
    collection = _collection()
    pair = Pair(0, 2, "near", 0.9, 1.0, 1.0)
    figures = score(
        _found(collection, pair, groups=(Group((0, 2), "copied", 0, ""),)), collection
    ).figures()
    assert figures["precision"] == figures["recall"] == figures["groups"] == 0
    assert figures["groups_wrong"] == 1


def test_only_what_is_known_of_dev_can_be_shown() -> None:
    with pytest.raises(SystemExit):
        copies.main(["--show", "test"])
