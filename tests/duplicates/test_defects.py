"""What once went wrong: texts at the edge of each other, few words, repeated sections, names."""

from __future__ import annotations

import pytest

from tests.duplicates.plans import papers, paragraphs, plan
from tests.duplicates.test_exchanges import told
from wenfeng.duplicates import find
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.neutral import neutral


def test_what_a_text_begins_with_takes_nothing_from_the_one_before() -> None:
    assert fingerprints(["县委巡察组", "县委巡察组"]).lengths.tolist() == [5, 5]


def test_the_end_of_a_text_is_no_shingle() -> None:
    many = fingerprints(["把食堂账目公开", ""], 2)
    assert many.hashes.tolist() == fingerprints(["把食堂账目公开"], 2).hashes.tolist()


@pytest.mark.parametrize(
    "text",
    [("把" + "".join(paragraphs(1, 1)))[:n] for n in (1, 2, 5, 6, 10)]
    + ["县委巡察组指出食堂采购不走程序"[:n] for n in (5, 15)]
    + [
        "整" * 100_000,
        "县" * 20,
        "整改" * 5000,
        "整改措施落实到位" * 500,
        "20 14 36 58\n" * 50,
        "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇",
    ],
    ids=lambda t: f"{t[:6]}{len(t)}",
)
def test_the_same_words_are_identical(text: str) -> None:
    (pair,) = find(papers([text, text])).pairs
    assert (pair.kind, pair.similarity, pair.coverage_a, pair.coverage_b) == ("identical", 1, 1, 1)


def test_a_plan_that_stands_in_another_twice_is_found() -> None:
    assert find(papers([plan(1), plan(1) + "\n" + plan(1)])).pairs


def test_a_plan_printed_twice_is_like_itself_with_a_word_changed() -> None:
    (pair,) = find(papers([plan(1) + plan(1), plan(1) + "改" + plan(1)])).pairs
    assert pair.similarity > 0.9


def test_identical_papers_are_told_beside_a_copy_of_another_county() -> None:
    one, other = plan(1), plan(1).replace("清河县", "云岭县")
    assert "identical" in {pair.kind for pair in find(papers([other, one, one])).pairs}


def test_letters_are_of_one_case() -> None:
    codes = [neutral([text]).codes.tolist() for text in ("GDP", "gdp", "ＧＤＰ")]
    assert codes[0] == codes[1] == codes[2]


@pytest.mark.parametrize(
    ("a", "b", "all_"),
    [
        ("清河县", "清水县", [("清河县", "清水县", 3)]),
        ("东风镇", "东山镇", [("东风镇", "东山镇", 3)]),
        ("王小明", "王大明", [("王小明", "王大明", 3)]),
        ("清河县财政局", "云岭县水利局", [("清河县", "云岭县", 3), ("财政局", "水利局", 3)]),
        ("李明、王芳", "张伟、赵丽", [("李明", "张伟", 3), ("王芳", "赵丽", 3)]),
    ],
)
def test_names_are_told_whole(a: str, b: str, all_: list[tuple[str, str, int]]) -> None:
    assert sorted(told(a, b)) == sorted(all_)
