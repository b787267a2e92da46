from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.reports.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("县水务局", "县水务局.docx"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲 乙 丙 丁 戊 己 庚 辛 壬 癸.docx"),
        ("县水务局. ", "县水务局.docx"),
        ("con", "_con.docx"),
        ("LPT1.表", "_LPT1.表.docx"),
        ("console", "console.docx"),
        ("..", "未命名.docx"),
        ("", "未命名.docx"),
    ],
)
def test_what_windows_forbids_is_left_out(stem: str, name: str) -> None:
    assert file_name(stem, ".docx", set()) == name


def test_equal_names_are_told_apart_whatever_their_case() -> None:
    taken: set[str] = set()
    names = [file_name(stem, ".docx", taken) for stem in ("A局", "a局", "A局")]
    assert names == ["A局.docx", "a局（2）.docx", "A局（3）.docx"]


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_names_become_short_different_ones(stems: list[str]) -> None:
    taken: set[str] = set()
    names = [file_name(stem, ".docx", taken) for stem in stems]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name) <= LONGEST
        assert not set(name) & set('\\/:*?"<>|\n\t\x00')
        name.encode("utf-8")
