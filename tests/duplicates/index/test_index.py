"""An index: what comes in, what is found in it, what is no more."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.duplicates.plans import BOILERPLATE, paragraphs, plan, rewritten
from wenfeng.copies import Duplicates, Paper
from wenfeng.duplicates import find
from wenfeng.duplicates.index import Index
from wenfeng.errors import ConfigError, InputError, WenfengError


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "往年.wfi") as opened:
        yield opened


def paper(seed: int, **fields: object) -> Paper:
    made = Paper(f"{seed}.docx", plan(seed), f"{seed:064x}", "docx", "清河县整改方案", "整改方案")
    return replace(made, **fields)  # type: ignore[arg-type]


def copy(seed: int, part: float = 0.2, by: int = 0) -> Paper:
    """A copy by another county, partly in other words."""
    text = rewritten(plan(seed), part, by).replace("清河县", "云岭县")
    return Paper(f"抄{seed}-{by}.docx", text, title="云岭县整改方案")


def names(found: Duplicates) -> set[frozenset[str]]:
    return {frozenset(found.papers[n].name for n in (one.a, one.b)) for one in found.pairs}


def groups(found: Duplicates) -> set[frozenset[str]]:
    return {frozenset(found.papers[n].name for n in one.members) for one in found.groups}


def test_a_copy_of_a_stored_paper_is_found(index: Index) -> None:
    index.add([paper(seed) for seed in range(30)])
    ((source, pair),) = index.similar(copy(7))
    assert source == replace(paper(7), stored=True)
    assert (pair.a, pair.b, pair.kind) == (0, 1, "near")
    assert 0.6 < pair.similarity < 0.95 and 0.6 < pair.coverage_a < 0.98
    mine, theirs = copy(7).text, source.text
    assert all(mine[slice(*one.a)] == one.text for one in pair.passages)
    assert any(theirs[slice(*one.b)] == one.text for one in pair.passages)
    assert ("云岭县", "清河县") in {(one.a, one.b) for one in pair.exchanges}


def test_a_paper_of_its_own_is_like_no_other(index: Index) -> None:
    index.add([paper(seed) for seed in range(30)])
    assert index.similar(paper(99)) == []


def test_a_lifted_section_is_found_as_such(index: Index) -> None:
    index.add([paper(seed) for seed in range(30)])
    lifted = "".join(paragraphs(3, 3))
    ((source, pair),) = index.similar(Paper("新.docx", f"{plan(77)}\n{lifted}"))
    assert source.name == "3.docx" and pair.kind == "partial"
    assert sum(len(one.text) for one in pair.passages if one.text in lifted) > 0.9 * len(lifted)


def test_the_most_alike_comes_first(index: Index) -> None:
    index.add([paper(1), copy(1, 0.6, 1), copy(1, 0.3, 2), *(paper(n) for n in range(10, 30))])
    found = index.similar(Paper("新.docx", plan(1)), 0.1)
    assert [stored.name for stored, _ in found] == ["1.docx", "抄1-2.docx", "抄1-1.docx"]
    assert [pair.b for _, pair in found] == [1, 2, 3]


def test_all_that_says_the_same_word_for_word(index: Index) -> None:
    index.add([paper(1), paper(1, name="甲/1.docx", sha256="a" * 64), paper(2)])
    found = index.similar(Paper("新.docx", plan(1)))
    assert [(one.name, pair.kind) for one, pair in found] == [
        ("1.docx", "identical"),
        ("甲/1.docx", "identical"),
    ]


def test_what_is_there_is_not_stored_again(index: Index) -> None:
    first = index.add([paper(1), paper(2), paper(2)])
    assert (first.stored, first.there) == (("1.docx", "2.docx"), ("2.docx",))
    again = index.add([paper(1), paper(2, name="别处/2.docx"), paper(3)])
    assert (again.stored, again.there) == (("3.docx",), ("1.docx", "别处/2.docx"))
    assert len(index) == 3


def test_papers_without_a_file_are_known_by_name_and_words(index: Index) -> None:
    one = Paper("说明", plan(1))
    index.add([one, one, Paper("另一份", plan(1))])
    assert len(index) == 2


def test_other_words_under_the_same_name_replace_what_was_there(index: Index) -> None:
    index.add([paper(1), paper(2)])
    done = index.add([replace(paper(9), name="1.docx")])
    assert (done.stored, done.replaced) == ((), ("1.docx",))
    assert index.similar(paper(1)) == [] and len(index) == 2
    assert [one.name for one, _ in index.similar(paper(9))] == ["1.docx"]


def test_removed_papers_are_never_found(index: Index) -> None:
    index.add([*(paper(seed) for seed in range(20)), copy(3)])
    assert len(index.duplicates().pairs) == 1
    done = index.remove(["3.docx", f"{4:064X}", "没有.docx", ""])
    assert done.names == ("3.docx", "4.docx") and done.unknown == ("没有.docx", "")
    assert [one.name for one, _ in index.similar(copy(3, by=1))] == ["抄3-0.docx"]
    assert index.similar(paper(4)) == [] and index.duplicates().pairs == ()
    index.add([paper(3)])
    assert {one.name for one, _ in index.similar(copy(3, by=1))} == {"3.docx", "抄3-0.docx"}


def test_a_folder_is_removed_with_all_in_it(index: Index) -> None:
    index.add(
        [paper(n, name=f"{folder}/{n}.docx") for n, folder in enumerate(("甲", "甲", "甲乙"))]
    )
    assert index.remove(["甲/"]).names == ("甲/0.docx", "甲/1.docx")
    assert len(index) == 1


def test_the_first_of_two_that_say_the_same_is_removed(index: Index) -> None:
    index.add([paper(1), paper(1, name="甲/1.docx", sha256="a" * 64)])
    index.remove(["1.docx"])
    assert [one.name for one, _ in index.similar(copy(1))] == ["甲/1.docx"]


def test_removing_most_of_an_index_makes_room(tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    with Index.open(path) as index:
        index.add([paper(seed) for seed in range(60)])
        index.remove([f"{seed}.docx" for seed in range(50)])
        assert [one.name for one, _ in index.similar(copy(55))] == ["55.docx"]
    rows = sqlite3.connect(path).execute("SELECT sum(postings) FROM segments").fetchone()
    with Index.open(tmp_path / "新.wfi") as index:
        index.add([paper(seed) for seed in range(50, 60)])
    small = sqlite3.connect(tmp_path / "新.wfi")
    assert rows == small.execute("SELECT sum(postings) FROM segments").fetchone()


@pytest.mark.parametrize("step", [1, 7, 100])
def test_added_in_steps_or_at_once_the_same_is_found(index: Index, step: int) -> None:
    every = [paper(seed) for seed in range(30)]
    every += [copy(2), copy(5, 0.3), copy(2, by=1), Paper("段.docx", plan(80) + plan(9)[:900])]
    for start in range(0, len(every), step):
        index.add(every[start : start + step])
    found, expected = index.duplicates(), find(every)
    assert names(found) == names(expected) and groups(found) == groups(expected)
    assert all(one.stored for one in found.papers)


@pytest.mark.parametrize("step", [5, 40])
def test_a_family_of_any_size_is_one_group(index: Index, step: int) -> None:
    family = [copy(1, 0.1 + n % 3 / 10, n) for n in range(40)]
    every = [one for n in range(40) for one in (paper(n), family[n])]
    for start in range(0, len(every), step):
        index.add(every[start : start + step])
    (group,) = groups(index.duplicates())
    assert group >= {one.name for one in family} and "1.docx" in group and len(group) == 41
    assert len(index.duplicates().pairs) <= 4 * 41
    found = index.similar(copy(1, 0.2, 99))
    assert 1 <= len(found) <= 24


def test_filled_templates_are_no_copies_of_each_other(index: Index) -> None:
    frame = paragraphs(1000, 6, 2)

    def filled(seed: int) -> Paper:
        own = paragraphs(seed, 6, 4)
        return Paper(
            f"{seed}.docx", "\n".join(x for two in zip(frame, own, strict=True) for x in two)
        )

    index.add([filled(seed) for seed in range(40)])
    assert index.duplicates().groups == ()
    for seed in range(40, 50):
        assert index.similar(filled(seed)) == []
        index.add([filled(seed)])
    assert index.duplicates().groups == ()


def test_files_against_an_index_and_among_themselves(index: Index) -> None:
    index.add([paper(seed) for seed in range(30)])
    given = [copy(7), paper(50), copy(50, by=1), paper(60)]
    found = index.against(given)
    assert found.papers[:4] == tuple(given)
    assert [(one.name, one.stored) for one in found.papers[4:]] == [("7.docx", True)]
    assert names(found) == {
        frozenset(("抄7-0.docx", "7.docx")),
        frozenset(("50.docx", "抄50-1.docx")),
    }
    assert len(found.groups) == 2 and len(found.common) == 5 and len(found.shares) == 4


def test_a_paper_is_not_held_against_itself(index: Index) -> None:
    whole = Path(os.path.abspath("上报/1.docx")).as_posix()
    index.add([paper(1, name=whole), copy(1)])
    found = index.against([paper(1, name="上报/1.docx")])
    assert names(found) == {frozenset(("上报/1.docx", "抄1-0.docx"))}
    found = index.against([paper(1, name="别的/1.docx")])
    assert frozenset(("别的/1.docx", whole)) in names(found)


def test_pairs_at_any_threshold_without_comparing_again(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [paper(seed) for seed in range(20)]
    every += [copy(2, 0.1), copy(5, 0.5), Paper("段.docx", plan(80) + plan(9)[:900])]
    index.add(every)
    expected = {t: find(every, t) for t in (0.2, 0.4, 0.6, 0.9)}

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("wenfeng.duplicates.index.comparing.judge", fail)
    monkeypatch.setattr("wenfeng.duplicates.index.pairs.judge", fail)
    for threshold, found in expected.items():
        listed = index.duplicates(threshold)
        kinds = {
            frozenset(one.papers[n].name for n in (pair.a, pair.b)): pair.kind
            for one in (found,)
            for pair in one.pairs
        }
        assert kinds == {
            frozenset(listed.papers[n].name for n in (pair.a, pair.b)): pair.kind
            for pair in listed.pairs
        }
    with pytest.raises(ConfigError, match="20%"):
        index.duplicates(0.1)


def test_short_papers(index: Index) -> None:
    notices = [Paper(f"{n}.txt", "\n".join(paragraphs(n, 1, 5))) for n in range(30)]
    index.add(notices)
    changed = notices[4].text.replace("，", "、")
    other = "".join(paragraphs(4, 1, 5)[0][:110]) + paragraphs(70, 1, 1)[0]
    for words in (changed, other):
        assert [one.name for one, _ in index.similar(Paper("新.txt", words))] == ["4.txt"]


@pytest.mark.parametrize(
    "words", ["", "。", "整改", "关于整改工作的通知（2014年）。", "整" * 5_000, "1" * 500]
)
def test_odd_texts(index: Index, words: str) -> None:
    index.add([paper(1), Paper("甲", words), Paper("乙", words)])
    found = index.similar(Paper("丙", words))
    assert all(pair.kind == "identical" for _, pair in found)
    index.add([Paper("丁", words)])
    assert len(index) == 4 and index.similar(copy(1))[0][0].name == "1.docx"


def test_what_was_stored_comes_back_as_it_was(index: Index) -> None:
    text = f"{plan(1)}\n𠮷野\ud800家\U0001f600\uffff\x00"
    made = Paper(
        "a\ud800/方案.docx", text, "AB" * 32, "docx", "标题", "方案", ("甲", "乙"), date(2014, 3, 5)
    )
    index.add([made])
    ((found, _),) = index.similar(made)
    assert found.text == text and found.issuers == ("甲", "乙") and found.date == date(2014, 3, 5)
    assert index.has("ab" * 32) and not index.has("cd" * 32)


def test_boilerplate_does_not_count(index: Index) -> None:
    index.add([paper(seed) for seed in range(60)])
    assert index.similar(Paper("套话", "\n".join((*BOILERPLATE, *paragraphs(500, 2))))) == []


def test_figures(index: Index) -> None:
    assert (index.figures().papers, index.figures().changed) == (0, "")
    index.add([paper(1, date=date(2014, 3, 5)), paper(2, date=date(2015, 1, 1)), paper(3, kind="")])
    found = index.figures()
    assert (found.papers, found.families, found.pairs) == (3, 3, 0)
    assert found.years == (("2015", 1), ("2014", 1), ("", 1))
    assert found.kinds == (("整改方案", 2), ("", 1))
    assert found.size > 0 and found.changed


def test_another_process_s_papers_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    with Index.open(path) as one, Index.open(path) as other:
        one.add([paper(1)])
        assert other.similar(copy(1)) and not other.similar(paper(2))
        one.add([paper(2)])
        assert other.similar(paper(2))


def test_an_index_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenfeng.duplicates.index.storage._PATIENCE", 0.1)
    path = tmp_path / "往年.wfi"
    with Index.open(path) as index:
        held = sqlite3.connect(path, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="另一个程序"):
            index.add([paper(1)])
        held.close()
        assert index.add([paper(1)]).stored == ("1.docx",)


def test_a_fault_while_adding_leaves_nothing_behind(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add([paper(1)])

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("wenfeng.duplicates.index.papers.put", fail)
        with pytest.raises(RuntimeError):
            index.add([paper(2), copy(1)])
    assert len(index) == 1 and index.similar(paper(2)) == [] and index.duplicates().pairs == ()
    index.add([paper(2), copy(1)])
    assert len(index) == 3 and len(index.duplicates().pairs) == 1


def test_where_there_is_no_index(tmp_path: Path) -> None:
    for path, create in (
        (tmp_path, True),
        (tmp_path / "没有.wfi", False),
        (tmp_path / "x/y", True),
    ):
        with pytest.raises(ConfigError) as caught:
            Index.open(path, create=create)
        assert caught.value.hint
    assert not (tmp_path / "没有.wfi").exists()


def test_a_read_only_index_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    with Index.open(path) as index:
        index.add([paper(1)])
    path.chmod(0o444)
    with Index.open(path, create=False) as index:
        assert index.similar(copy(1))
        if not os.access(path, os.W_OK):
            with pytest.raises(WenfengError, match="只读"):
                index.add([paper(2)])
