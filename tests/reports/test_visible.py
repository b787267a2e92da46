from __future__ import annotations

import pytest

from wenfeng.reports.visible import visible


@pytest.mark.parametrize(
    "text",
    ["", "整改方案", "甲\n乙\t丙", "全角\u3000空格", "不换行\u00a0空格", "𠮷野家", "e\u0301"],
)
def test_plain_text_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("character", [*"\0\a\b\x1b\x7f\x85\u200f\u202a\u202e\u2066\u2069\udc80"])
def test_what_hides_is_spelt_out(character: str) -> None:
    assert visible(f"甲{character}乙") == f"甲[U+{ord(character):04X}]乙"


def test_line_ends_of_windows_are_line_ends() -> None:
    assert visible("甲\r\n乙") == "甲\n乙"
