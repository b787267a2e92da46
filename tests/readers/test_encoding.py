"""Every encoding that offices use is recognised, and nothing is ever mangled."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.readers.encoding import decode

SENTENCE = "青禾县农业农村局牵头，云坪乡配合，2026年5月底前完成排查。\n"
COMMON = st.sampled_from(
    SENTENCE + "整改方案问题责任部门时限要求（一）：；“”、0123456789第二三四六七八九"
)
CHINESE = st.text(COMMON, min_size=10).filter(lambda text: sum(c > "\x80" for c in text) > 6)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=CHINESE)
def test_chinese_text_comes_back(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("rare", ["𠮷", "䶮", "𠮷、䶮"])
def test_rare_characters_in_a_short_text_come_back(encoding: str, rare: str) -> None:
    text = f"责任人：王{rare}，李某某"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gb18030"])
def test_only_a_character_cut_off_by_the_end_is_lost(encoding: str) -> None:
    assert decode((SENTENCE + "改").encode(encoding)[:-1]) == SENTENCE


@pytest.mark.parametrize("word", ["联通", "青禾县路网", "责任人：李某某"])
def test_short_gb18030_is_not_taken_for_utf8(word: str) -> None:
    assert decode(word.encode("gb18030")) == word


def test_utf8_without_chinese_stays_utf8() -> None:
    assert decode("A·B × 3".encode()) == "A·B × 3"


@pytest.mark.parametrize(
    "data",
    [
        "雲坪鄉應當於本月底前完成整改，並報送縣政府辦公室。".encode("big5"),
        (SENTENCE * 3).encode()[:40] + b"\xff" + (SENTENCE * 3).encode()[43:],
        bytes(range(256)) * 4,
        b"\x00" * 64,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 40 + b"text",
    ],
    ids=["big5", "damaged utf-8", "binary", "zeros", "program"],
)
def test_what_no_encoding_explains_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert "UTF-8" in caught.value.hint


def test_a_declaration_decides_where_the_bytes_do_not() -> None:
    text = "雲坪鄉應當於本月底前完成整改，並報送縣政府辦公室。"
    assert decode(text.encode("big5"), "Big5") == text
    assert decode(text.encode("utf-8"), "gb2312") == text


@given(st.binary(max_size=300))
def test_random_bytes_give_text_or_a_refusal(data: bytes) -> None:
    with suppress(InputError):
        assert "\ufffd" not in decode(data) or b"\xef\xbf\xbd" in data or b"\xff\xfd" in data
