"""Passages: inside the texts, the same words but for names, whole where only names changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duplicates.plans import paragraphs
from wenfeng.copies import Range
from wenfeng.duplicates.aligning import chains as aligned
from wenfeng.duplicates.aligning import prepared
from wenfeng.duplicates.passages import Sides, Stretch, stretch

HEAD, TAIL = paragraphs(1, 2)


def stretches(one: str, other: str) -> list[Stretch]:
    sides = Sides(prepared(one), prepared(other))
    return [stretch(chain, sides) for chain in aligned(sides.one, sides.other)]


def places(one: str, other: str) -> list[tuple[str, str]]:
    """The passages in words."""
    found = (place for words in stretches(one, other) for place in words.places)
    return [(one[slice(*a)], other[slice(*b)]) for a, b in found]


def names(one: str, other: str) -> set[tuple[str, str]]:
    return {pair for words in stretches(one, other) for pair in words.names}


PIECES = st.lists(
    st.sampled_from([HEAD, TAIL, "由清河县财政局", "由云岭县水利局", "张伟", "12", "，", "改\n"]),
    max_size=7,
).map("".join)


@settings(max_examples=150)
@given(PIECES, PIECES)
def test_passages_lie_inside_both_texts_and_go_forward(one: str, other: str) -> None:
    for words in stretches(one, other):
        assert words.places
        for side, text in ((0, one), (1, other)):
            mine: list[Range] = [place[side] for place in words.places]
            assert all(0 <= start < end <= len(text) for start, end in mine)
            ends = [end for _, end in mine]
            assert all(end <= start for end, (start, _) in zip(ends, mine[1:], strict=False))


@settings(max_examples=100)
@given(PIECES, PIECES)
def test_names_told_stand_in_the_texts(one: str, other: str) -> None:
    for a, b in names(one, other):
        assert a in one
        assert b in other
        assert a != b


def test_the_same_text_is_one_passage_without_names() -> None:
    text = f"{HEAD}\n{TAIL}"
    assert places(text, text) == [(text, text)]
    assert names(text, text) == set()


def test_a_name_exchanged_leaves_the_passage_whole() -> None:
    one, other = (f"{HEAD}由{name}办理，{TAIL}" for name in ("清河县", "云岭县"))
    assert places(one, other) == [(one, other)]
    assert names(one, other) == {("清河县", "云岭县")}


def test_a_longer_name_leaves_the_passage_whole() -> None:
    one, other = (f"{HEAD}由{name}办理，{TAIL}" for name in ("清河县", "大石桥市"))
    assert places(one, other) == [(one, other)]


def test_figures_exchanged_leave_the_passage_whole() -> None:
    one, other = (f"{HEAD}投入{figure}万元，{TAIL}" for figure in ("36.5", "1280"))
    assert places(one, other) == [(one, other)]
    assert names(one, other) == set()


def test_rewritten_words_are_no_part_of_a_passage() -> None:
    mine, theirs = "把食堂的老旧灶台全部拆掉换新", "请第三方机构重新评估供热管线"
    one, other = (f"{HEAD}{middle}。{TAIL}" for middle in (mine, theirs))
    marked = "".join(a for a, _ in places(one, other))
    assert "老旧灶台" not in marked
    assert HEAD[:-1] in marked
    assert TAIL[:-1] in marked


def test_a_paragraph_put_in_between_is_no_part_of_a_passage() -> None:
    one, other = f"{HEAD}\n{TAIL}", f"{HEAD}\n{paragraphs(3, 1)[0]}\n{TAIL}"
    assert "".join(a for a, _ in places(one, other)).replace("\n", "") == HEAD + TAIL
    assert "".join(b for _, b in places(one, other)).replace("\n", "") == HEAD + TAIL


def test_punctuation_behind_a_passage_belongs_to_it() -> None:
    one, other = f"{HEAD}整", f"{HEAD}改"
    assert places(one, other) == [(HEAD, HEAD)]
