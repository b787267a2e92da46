"""What vague measures are learned from and measured by: apart, and told apart fairly."""

import json
from pathlib import Path

import pytest
import vague
from training import classifiers, examples
from training.examples import Example

from wenfeng.learned.linear import load

ROOT = Path(__file__).resolve().parents[2]
VAGUE = Example("进一步加强领导，切实提高认识", "vague", "")
CONCRETE = Example("给三号库房加装除湿机两台", "concrete", "")


@pytest.mark.parametrize("name", ["dev", "test"])
def test_nothing_is_asked_that_was_learned(name: str) -> None:
    known = {example.text for example in vague.learned()}
    assert sum(e.text in known for e in examples.sentences(name)) == 0


@pytest.mark.parametrize(("name", "least"), [("train", 500), ("dev", 200), ("test", 400)])
def test_there_are_enough_sentences_of_both_kinds(name: str, least: int) -> None:
    labels = [example.label for example in examples.sentences(name)]
    assert len(labels) >= least
    assert set(labels) == {"vague", "concrete"}
    assert min(map(labels.count, set(labels))) >= len(labels) / 3


def test_a_sentence_that_repeats_a_known_one_is_no_test() -> None:
    again = Example("进一步加强领导，切实提高认识。", "vague", "")
    assert vague.unlike([again, CONCRETE], [VAGUE]) == [CONCRETE]


def test_precision_and_recall_are_those_of_vague_sentences() -> None:
    row = vague.row(["vague", "vague", "concrete"], ["vague", "concrete", "concrete"])
    assert (row["precision"], row["recall"]) == (1.0, 0.5)


def test_the_model_beats_keywords_on_sentences_nobody_tuned_by() -> None:
    record = json.loads((ROOT / "docs" / "vague.json").read_text("utf-8"))
    for name in ("test", "fresh"):
        shipped = next(row["f1"] for way, row in record[name].items() if "随软件发布" in way)
        assert shipped >= 0.88
        assert shipped > record[name]["关键词"]["f1"]


def test_sentences_against_the_grain_are_mostly_answered() -> None:
    asked = classifiers.pairs()
    guesses = load("vague").guess([example.text for example in asked])
    right = sum(g.label == e.label for g, e in zip(guesses, asked, strict=True))
    assert right >= 0.85 * len(asked)
