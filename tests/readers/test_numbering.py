"""Automatic numbers: formats, counters, restarts, style links; labels as Word shows them."""

from __future__ import annotations

import pytest
from lxml import etree

from wenfeng.readers.docx.styles import Styles
from wenfeng.readers.number_format import format_number
from wenfeng.readers.numbering import Counters, read_numbering

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def one_list(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def override(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def counters(*parts: str, styles: str = "") -> Counters:
    root = etree.fromstring(f'<w:numbering xmlns:w="{W}">{"".join(parts)}</w:numbering>')
    sheet = etree.fromstring(f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    elements = {one.get(f"{{{W}}}styleId", ""): one for one in sheet}
    return read_numbering(root, Styles(elements, ""))


def labels(of: Counters, *places: tuple[int, int]) -> list[str]:
    return [of.label(str(number), depth, None) for number, depth in places]


PLAN = definition(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)


@pytest.mark.parametrize(
    ("form", "pairs"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("upperRoman", {1999: "MCMXCIX"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 21: "21st"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 21: "二十一", 100: "一百"}),
        (
            "chineseCountingThousand",
            {10: "十", 20: "二十", 101: "一百零一", 110: "一百一十", 1001: "一千零一"},
        ),
        ("chineseCountingThousand", {10_001: "一万零一", 12_345: "一万二千三百四十五"}),
        ("taiwaneseCounting", {12: "十二"}),
        ("taiwaneseCountingThousand", {105: "一百零五"}),
        ("japaneseCounting", {10: "十", 100: "百", 101: "百一", 1010: "千十"}),
        ("chineseLegalSimplified", {1: "壹", 2: "贰", 10: "壹拾", 11: "壹拾壹", 101: "壹佰零壹"}),
        ("ideographLegalTraditional", {2: "貳", 6: "陸"}),
        ("ideographDigital", {1: "一", 10: "一〇", 102: "一〇二"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalFullWidth2", {3: "３"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("somethingNew", {7: "7"}),
    ],
)
def test_number_formats(form: str, pairs: dict[int, str]) -> None:
    assert {number: format_number(number, form) for number in pairs} == pairs


def test_every_counting_number_below_ten_thousand_is_different() -> None:
    for form in ("chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting"):
        assert len({format_number(number, form) for number in range(10_000)}) == 10_000


def test_levels_of_a_plan_restart_under_each_heading() -> None:
    found = labels(
        counters(PLAN, one_list(1, 0)),
        *((1, depth) for depth in (0, 1, 2, 2, 3, 3, 2, 1, 2, 0, 1, 2)),
    )
    assert " ".join(found) == "一、 （一） 1. 2. ① ② 3. （二） 1. 二、 （一） 1."


def test_joined_levels_and_legal_numbers() -> None:
    found = counters(
        definition(
            0,
            level(0, "chineseCounting", "第%1章"),
            level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
            level(2, "decimal", "%1.%2.%3"),
        ),
        one_list(1, 0),
    )
    assert labels(found, (1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)) == [
        "第一章",
        "1.1",
        "1.2",
        "一.2.1",
        "第二章",
        "2.1",
    ]


def test_lists_of_one_definition_share_the_counter_and_a_start_override_restarts_it_once() -> None:
    found = counters(PLAN, one_list(1, 0), one_list(2, 0), one_list(3, 0, override(0, 1)))
    places = ((1, 0), (1, 0), (2, 0), (3, 0), (3, 0), (1, 0))
    assert labels(found, *places) == ["一、", "二、", "三、", "一、", "二、", "三、"]


def test_separate_definitions_count_separately() -> None:
    found = counters(
        PLAN, definition(1, level(0, "decimal", "%1．")), one_list(1, 0), one_list(2, 1)
    )
    assert labels(found, (1, 0), (2, 0), (1, 0), (2, 0)) == ["一、", "1．", "二、", "2．"]


def test_override_replaces_a_level() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "问题%1：", 5)}</w:lvlOverride>'
    found = counters(PLAN, one_list(1, 0, other))
    assert labels(found, (1, 0), (1, 0)) == ["问题5：", "问题6："]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", ["1.", "1."]), ('<w:lvlRestart w:val="0"/>', ["1.", "2."])],
)
def test_level_that_never_restarts(restart: str, expected: list[str]) -> None:
    found = counters(
        definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%2.", more=restart)),
        one_list(1, 0),
    )
    shown = labels(found, (1, 0), (1, 1), (1, 0), (1, 1))
    assert [shown[1], shown[3]] == expected


def test_level_that_restarts_only_after_the_highest() -> None:
    found = counters(
        definition(
            0,
            level(0, "decimal", "%1"),
            level(1, "decimal", "%2"),
            level(2, "decimal", "%3", more='<w:lvlRestart w:val="1"/>'),
        ),
        one_list(1, 0),
    )
    shown = labels(found, (1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert [shown[2], shown[4], shown[7]] == ["1", "2", "1"]


def test_a_level_left_out_counts_as_begun() -> None:
    found = counters(
        definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")), one_list(1, 0)
    )
    assert labels(found, (1, 1), (1, 1), (1, 0)) == ["1.1", "1.2", "2"]


def test_bullets_and_empty_texts_are_no_numbers_but_text_without_number_is_a_label() -> None:
    found = counters(
        definition(0, level(0, "bullet", "●"), level(1, "none", "附件："), level(2, "decimal", "")),
        one_list(1, 0),
    )
    assert labels(found, (1, 0), (1, 1), (1, 2)) == ["", "附件：", ""]


def test_unknown_list_level_and_zero_are_not_numbered() -> None:
    found = counters(PLAN, one_list(1, 0), one_list(0, 0))
    assert labels(found, (9, 0), (1, 8), (0, 0), (1, 0)) == ["", "", "", "一、"]


NUMBERED = (
    '<w:style w:type="paragraph" w:styleId="{0}">{1}<w:pPr><w:numPr>{2}</w:numPr></w:pPr></w:style>'
)


def test_numbers_come_through_the_style_chain_and_numid_zero_removes_them() -> None:
    styles = NUMBERED.format("A", "", '<w:ilvl w:val="1"/><w:numId w:val="1"/>') + (
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    found = counters(PLAN, one_list(1, 0), styles=styles)
    assert found.label(None, None, "B") == "（一）"
    assert found.label(None, None, "A") == "（二）"
    assert found.label("0", None, "B") == ""
    assert found.label(None, 2, "B") == "1."


def test_the_level_that_names_a_style_decides_its_level() -> None:
    styles = NUMBERED.format("H2", "", '<w:numId w:val="1"/>')
    linked = definition(
        0,
        level(0, "decimal", "%1、"),
        level(1, "decimal", "（%2）", more='<w:pStyle w:val="H2"/>'),
    )
    assert counters(linked, one_list(1, 0), styles=styles).label(None, None, "H2") == "（1）"


def test_a_definition_that_points_to_a_list_style_has_its_levels() -> None:
    pointing = definition(1, more='<w:numStyleLink w:val="公文编号"/>')
    target = definition(0, level(0, "decimal", "%1)"), more='<w:styleLink w:val="公文编号"/>')
    assert labels(counters(pointing, target, one_list(1, 1)), (1, 0)) == ["1)"]


def test_a_list_style_is_also_found_through_its_own_list() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="公文编号"><w:pPr><w:numPr><w:numId w:val="2"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    pointing = definition(1, more='<w:numStyleLink w:val="公文编号"/>')
    target = definition(0, level(0, "decimal", "%1)"))
    found = counters(pointing, target, one_list(1, 1), one_list(2, 0), styles=styles)
    assert labels(found, (1, 0)) == ["1)"]


def test_custom_zero_padded_format() -> None:
    form = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent xmlns:mc='
        '"http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(counters(definition(0, form), one_list(1, 0)), (1, 0), (1, 0)) == ["009", "010"]


def test_absurd_values_do_not_blow_up() -> None:
    found = counters(
        definition(0, level(0, "lowerLetter", "%1", 10**9), level(1, "upperRoman", "%2", -5)),
        one_list(1, 0),
    )
    assert all(len(one) < 2_000 for one in labels(found, (1, 0), (1, 1)))


def test_numbers_stay_short_whatever_a_level_asks_for() -> None:
    digits = '<w:numFmt w:val="custom" w:format="' + "0" * 100_000 + '1, 2"/>'
    endless = counters(
        definition(1, level(0, "upperLetter", "%1" * 20_000, start=32_767)),
        definition(
            2,
            '<w:lvl w:ilvl="0"><w:start w:val="1"/>' + digits + '<w:lvlText w:val="%1"/></w:lvl>',
        ),
        one_list(1, 1),
        one_list(2, 2),
    )
    assert all(len(label) <= 255 for label in labels(endless, (1, 0), (2, 0)))
