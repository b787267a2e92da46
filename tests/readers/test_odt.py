"""OpenDocument texts, seen from outside: hand-made parts in, blocks and unread things out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.opendocument_files import flat, packed
from wenfeng.domain import Block, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.opendocument import odt


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(*content: str, start: int | None = None) -> str:
    given = "" if start is None else f' text:start-value="{start}"'
    return f"<text:list-item{given}>{''.join(content)}</text:list-item>"


def items(*content: str, style: str = "", more: str = "") -> str:
    named = style and f' text:style-name="{style}"'
    return f"<text:list{named} {more}>{''.join(content)}</text:list>"


def list_style(*levels: str, name: str = "L", tag: str = "list-style") -> str:
    part = "list-level-style-number" if tag == "list-style" else "outline-level-style"
    inside = "".join(
        f'<text:{part} text:level="{n}" {level}/>' for n, level in enumerate(levels, 1)
    )
    return f'<text:{tag} style:name="{name}">{inside}</text:{tag}>'


CHINESE = (
    'style:num-format="一, 二, 三, ..." style:num-suffix="、"',
    'style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"',
    'style:num-format="1" style:num-suffix="．"',
)


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return odt.read(flat("text", body, **parts))[0]


def shown(body: str, **parts: str) -> list[str]:
    return [f"{b.label}{b.text}" for b in blocks(body, **parts)]


def unread(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(one.what, one.where) for one in odt.read(flat("text", body, **parts))[1]]


def table(*rows: str, more: str = "", columns: str = "") -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table {more}>{columns}{inside}</table:table>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def cells(body: str, **parts: str) -> dict[str, tuple[int, int, int, int]]:
    return {
        b.text: (b.cell.row, b.cell.column, b.cell.rows, b.cell.columns)
        for b in blocks(body, **parts)
        if b.cell
    }


COVERED = "<table:covered-table-cell/>"


def test_paragraphs_headings_and_the_names_of_styles() -> None:
    styles = '<style:style style:name="H1" style:display-name="标题 1" style:family="paragraph"/>'
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="H1"/>'
    )
    body = '<text:h text:style-name="P1" text:outline-level="2">总则</text:h>' + p("") + p("正文")
    found = blocks(body, styles=styles, automatic=automatic)
    assert [(b.text, b.where, b.level, b.style) for b in found] == [
        ("总则", "第1段", 2, "标题 1"),
        ("正文", "第2段", 0, ""),
    ]


def test_white_space_is_as_the_standard_has_it() -> None:
    body = p(
        '\n  甲 <text:span>\t 乙</text:span><text:s text:c="3"/>'
        "丙<text:tab/>丁<text:line-break/>戊 "
    )
    assert blocks(body)[0].text == "甲 乙   丙\t丁\n戊"


def test_a_zip_package_reads_as_the_flat_file() -> None:
    body = items(item(p("任务")), style="L")
    styles = list_style(*CHINESE)
    packed_blocks, _ = odt.read(packed("text", body, styles))
    assert packed_blocks == blocks(body, styles=styles)


def test_list_numbers_of_all_levels() -> None:
    inner = items(item(p("丙"), items(item(p("丁")), item(p("戊")))))
    body = items(item(p("甲")), item(p("乙"), inner), item(p("己")), style="L")
    assert shown(body, styles=list_style(*CHINESE)) == [
        "一、甲",
        "二、乙",
        "（一）丙",
        "1．丁",
        "2．戊",
        "三、己",
    ]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("1", ["1", "2", "11"]),
        ("一, 二, 三, ...", ["一", "二", "十一"]),
        ("①, ②, ③, ...", ["①", "②", "⑪"]),
        ("壹, 贰, 叁, ...", ["壹", "贰", "壹拾壹"]),
        ("壹, 貳, 參, ...", ["壹", "貳", "壹拾壹"]),
        ("甲, 乙, 丙, ...", ["甲", "乙", "11"]),
        ("１, ２, ３, ...", ["１", "２", "１１"]),
        ("㈠, ㈡, ㈢, ...", ["㈠", "㈡", "11"]),
        ("01, 02, 03, ...", ["01", "02", "11"]),
        ("I", ["I", "II", "XI"]),
        ("a", ["a", "b", "k"]),
        ("A", ["A", "B", "K"]),
        ("ア, イ, ウ, ...", ["1", "2", "11"]),
        ("", ["", "", ""]),
    ],
)
def test_number_formats(form: str, numbers: list[str]) -> None:
    body = items(item(p("x")), item(p("x")), item(p("x"), start=11), style="L")
    found = blocks(body, styles=list_style(f'style:num-format="{form}"'))
    assert [b.label for b in found] == numbers


def test_letters_go_on_as_the_style_says() -> None:
    body = items(item(p("x"), start=28), style="L")
    repeated = 'style:num-format="a" style:num-letter-sync="true"'
    assert shown(body, styles=list_style('style:num-format="a"')) == ["abx"]
    assert shown(body, styles=list_style(repeated)) == ["bbx"]


def test_upper_numbers_templates_and_first_numbers() -> None:
    styles = list_style(
        'style:num-format="1" text:start-value="3"',
        'style:num-format="1" text:display-levels="2" style:num-suffix="."',
        'style:num-format="1" loext:num-list-format="第%1%章%3%款" style:num-suffix="."',
    )
    body = items(item(p("甲"), items(item(p("乙"), items(item(p("丙")))))), style="L")
    assert shown(body, styles=styles) == ["3甲", "3.1.乙", "第3章1款丙"]


def test_lists_start_again_or_go_on() -> None:
    styles = list_style(*CHINESE) + list_style('style:num-format="1"', name="M")
    body = (
        items(item(p("甲")), style="L", more='xml:id="a"')
        + p("段")
        + items(item(p("乙")), style="L", more='text:continue-numbering="true"')
        + items(item(p("丙")), style="M")
        + items(item(p("丁")), style="L", more='text:continue-list="a"')
        + items(item(p("戊")), style="L")
    )
    assert shown(body, styles=styles) == ["一、甲", "段", "二、乙", "1丙", "三、丁", "一、戊"]


def test_what_has_no_number_in_a_list() -> None:
    header = "<text:list-header>" + p("题") + "</text:list-header>"
    body = items(header, item(p("甲"), p("续")), item(p("")), item(p("乙")), style="L")
    assert shown(body, styles=list_style(*CHINESE)) == ["题", "一、甲", "续", "三、乙"]


def test_headings_are_numbered_by_the_outline() -> None:
    automatic = '<style:style style:name="N" style:family="paragraph" style:list-style-name=""/>'
    h = '<text:h text:style-name="{}" text:outline-level="{}" {}>{}</text:h>'
    body = (
        h.format("", 1, "", "甲")
        + h.format("", 2, "", "乙")
        + h.format("N", 1, "", "无")
        + h.format("", 1, 'text:is-list-header="true"', "无")
        + items(item(h.format("", 1, "", "丙")), style="Outline")
        + h.format("", 1, 'text:restart-numbering="true" text:start-value="7"', "丁")
    )
    styles = list_style(*CHINESE, name="Outline", tag="outline-style")
    assert shown(body, styles=styles, automatic=automatic) == [
        "一、甲",
        "（一）乙",
        "无",
        "无",
        "二、丙",
        "七、丁",
    ]


def test_numbered_paragraphs_and_numbers_written_in_the_file() -> None:
    one = '<text:numbered-paragraph text:list-id="x" text:style-name="L" text:level="{}">{}'
    end = "</text:numbered-paragraph>"
    body = one.format(1, p("甲")) + end + one.format(2, p("乙")) + end
    written = items(item("<text:number>第五条</text:number>", p("丙")), style="L")
    assert shown(body + written, styles=list_style(*CHINESE)) == ["一、甲", "（一）乙", "第五条丙"]


def test_merged_cells_groups_and_repeats() -> None:
    body = table(
        cell("题", 'table:number-columns-spanned="3"') + COVERED * 2,
        cell("类", 'table:number-rows-spanned="2"')
        + cell("空", 'table:number-columns-repeated="2"'),
        COVERED + cell("甲") + cell("乙"),
    )
    body = body.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1)
    body = body.replace("</table:table-row>", "</table:table-row></table:table-header-rows>", 1)
    assert [(b.text, b.where) for b in blocks(body)] == [
        ("题", "表1第1行第1列"),
        ("类", "表1第2行第1列"),
        ("空", "表1第2行第2列"),
        ("空", "表1第2行第3列"),
        ("甲", "表1第3行第2列"),
        ("乙", "表1第3行第3列"),
    ]
    assert cells(body)["题"] == (1, 1, 1, 3)
    assert cells(body)["类"] == (2, 1, 2, 1)


def test_columns_are_counted_as_people_see_them() -> None:
    widths = {"a": "4cm", "b": "0.1cm"}
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in widths.items()
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "aba")
    body = table(
        cell("甲", 'table:number-columns-spanned="2"') + COVERED + cell("乙"),
        cell("丙") + cell("丁", 'table:number-columns-spanned="2"') + COVERED,
        columns=columns,
    )
    found = cells(body, automatic=automatic)
    assert {found["甲"][1:], found["丙"][1:]} == {(1, 1, 1)}
    assert {found["乙"][1:], found["丁"][1:]} == {(2, 1, 1)}


def test_a_cell_split_into_a_table_is_part_of_the_table_around_it() -> None:
    inner = table(cell("上"), cell("左下") + cell("右下"), more='table:is-sub-table="true"')
    body = table(cell("甲") + f"<table:table-cell>{inner}</table:table-cell>")
    inner_wide = inner.replace("<table:table-cell >", "<table:table-cell>", 1)
    assert cells(body.replace(inner, inner_wide)) == {
        "甲": (1, 1, 2, 1),
        "上": (1, 2, 1, 1),
        "左下": (2, 2, 1, 1),
        "右下": (2, 3, 1, 1),
    }


def test_nested_tables_follow_and_numbers_stand_in_cells() -> None:
    inner = table(cell("内"))
    body = table(
        f"<table:table-cell>{items(item(p('甲')), item(p('乙')), style='L')}{inner}"
        "</table:table-cell>" + cell("末")
    )
    found = blocks(body, styles=list_style(*CHINESE))
    assert [(b.text, b.where) for b in found] == [
        ("一、甲\n二、乙", "表1第1行第1列"),
        ("末", "表1第1行第2列"),
        ("内", "表2第1行第1列"),
    ]


def test_text_under_a_merge_is_listed() -> None:
    hidden = f"<table:covered-table-cell>{p('旧字')}</table:covered-table-cell>"
    body = table(cell("甲", 'table:number-columns-spanned="2"') + hidden)
    assert unread(body) == [("被合并单元格遮住的文字（2字）", "表1第1行第1列")]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("删去的")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p('前<text:change text:change-id="a"/><text:change-start/>新增<text:change-end/>后')
    )
    assert shown(body) == ["前新增后"]
    assert unread(body) == []


def test_hidden_text_is_listed_not_read() -> None:
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="{family}">'
        f'<style:text-properties text:display="{display}"/></style:style>'
        for name, family, display in (
            ("H", "text", "none"),
            ("P", "paragraph", "none"),
            ("S", "text", "true"),
        )
    )
    body = (
        p('明<text:span text:style-name="H">暗</text:span>')
        + p('暗暗<text:span text:style-name="S">明</text:span>', "P")
        + p('<text:hidden-text text:string-value="藏三字" text:is-hidden="true"/>题')
        + p('<text:hidden-paragraph text:is-hidden="true"/>整段')
        + f'<text:section text:display="none">{p("一节")}</text:section>'
        + f"<text:section>{p('另一节')}</text:section>"
    )
    assert shown(body, automatic=automatic) == ["明", "明", "题", "另一节"]
    assert unread(body, automatic=automatic) == [
        ("隐藏文字（1字）", "第1段"),
        ("隐藏文字（2字）", "第2段"),
        ("隐藏文字（3字）", "第3段"),
        ("隐藏文字（2字）", "第3段之后"),
        ("隐藏文字（2字）", "第3段之后"),
    ]


def test_notes_come_last_and_comments_are_listed() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body>{}</text:note-body></text:note>"
    )
    body = (
        p("甲" + note.format("endnote", p("尾")) + "乙")
        + p("丙" + note.format("footnote", p("脚") + p("又")))
        + p("丁<office:annotation><text:p>请核</text:p></office:annotation>")
    )
    found = blocks(body)
    assert [(b.kind, b.text, b.where) for b in found] == [
        ("paragraph", "甲乙", "第1段"),
        ("paragraph", "丙", "第2段"),
        ("paragraph", "丁", "第3段"),
        ("footnote", "脚", "脚注1"),
        ("footnote", "又", "脚注1第2段"),
        ("footnote", "尾", "尾注1"),
    ]
    assert unread(body) == [("批注（1条）", "第3段")]


def test_text_boxes_are_read_and_pictures_listed() -> None:
    frame = "<draw:frame>{}</draw:frame>"
    boxed = table(cell("框表")).replace("table:table", "loext:table")
    body = p(
        "甲"
        + frame.format(f"<draw:text-box>{p('框一')}</draw:text-box>")
        + f"<draw:g><draw:custom-shape>{p('框二')}{boxed}</draw:custom-shape></draw:g>"
        + f"<draw:rect>{p('')}</draw:rect>"
        + frame.format('<draw:image xlink:href="a.png"/>')
        + frame.format('<draw:object xlink:href="./O"/><draw:image xlink:href="O.png"/>')
    )
    assert [(b.kind, b.text, b.where) for b in blocks(body)] == [
        ("paragraph", "甲", "第1段"),
        ("textbox", "框一", "文本框1"),
        ("textbox", "框二", "文本框2"),
        ("cell", "框表", "表1第1行第1列"),
    ]
    assert unread(body) == [("图片（1张）", "第1段"), ("嵌入对象（1个）", "第1段")]


def test_embedded_objects_are_named_by_their_kind() -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="O/" '
        'manifest:media-type="application/vnd.oasis.opendocument.chart"/>'
    )
    body = p('甲<draw:frame><draw:object xlink:href="./O"/></draw:frame>')
    assert odt.read(packed("text", body, manifest=entry))[1] == (Unread("图表（1个）", "第1段"),)


def test_fields_show_their_value_and_nothing_else() -> None:
    body = p(
        "第<text:page-number>3</text:page-number>页"
        "<text:drop-down><text:label/>市财政局</text:drop-down>"
        "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zi</text:ruby-text>"
        "</text:ruby><text:placeholder>单击填写</text:placeholder>"
    )
    assert shown(body) == ["第3页市财政局字"]
    assert unread(body) == [("未填写的内容控件（1个）", "第1段")]


def test_symbols_of_forms_have_readings() -> None:
    automatic = (
        '<style:style style:name="W" style:family="text">'
        '<style:text-properties style:font-name="Wingdings"/></style:style>'
    )
    body = p('<text:span text:style-name="W">\uf0fe</text:span>是')
    assert shown(body, automatic=automatic) == ["☑是"]


def test_headers_and_macros_are_listed() -> None:
    master = (
        f"<style:master-page><style:header>{p('内部资料')}</style:header><style:footer>"
        f"{p('第<text:page-number>1</text:page-number>页')}</style:footer></style:master-page>"
    )
    assert unread(p("甲"), master=master) == [("页眉页脚", "各页（内部资料）")]
    more = {"Basic/script-lc.xml": "<a/>", "Basic/Standard/Module1.xml": "<a/>"}
    assert odt.read(packed("text", p("甲"), more=more))[1] == (Unread("宏", "整个文件"),)
    assert odt.read(packed("text", p("甲"), more={"Basic/script-lc.xml": "<a/>"}))[1] == ()


def test_the_index_is_read_and_its_pattern_is_not() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>模板"
        f"</text:index-title-template></text:table-of-content-source><text:index-body>{p('一、甲')}"
        "</text:index-body></text:table-of-content>"
    )
    assert shown(body) == ["一、甲"]


def test_passwords_and_other_kinds_are_refused_in_words() -> None:
    locked = packed("text", p("甲"), manifest="<manifest:encryption-data/>")
    with pytest.raises(InputError, match="密码"):
        odt.read(locked)
    with pytest.raises(InputError, match="正文"):
        odt.read(flat("spreadsheet", ""))


@pytest.mark.parametrize(
    "body",
    [
        f"""<table:table><table:table-row table:number-rows-repeated="1000000">
        {cell("甲", 'table:number-columns-repeated="1000"')}</table:table-row></table:table>""",
        '<table:table><table:table-row table:number-rows-repeated="99999"/></table:table>',
        p('<text:s text:c="999999999"/>' * 9),
    ],
)
def test_repeats_do_not_blow_up(body: str) -> None:
    with pytest.raises(InputError, match="太大"):
        odt.read(flat("text", body), Limits(cells=1000, characters=1000))


def test_styles_that_go_in_circles_end() -> None:
    styles = "".join(
        f'<style:style style:family="paragraph" style:name="{a}" style:parent-style-name="{b}"/>'
        for a, b in ("ab", "ba")
    )
    assert shown(p("甲", "a"), styles=styles) == ["甲"]


SAMPLE = flat(
    "text",
    items(item(p("甲"), items(item(p("乙")))), style="L") + table(cell("丙") + cell("丁")),
    styles=list_style(*CHINESE),
)
ZIPPED = packed("text", p("甲"))


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_flat_file_with_broken_bytes_is_read_or_refused(at: int, noise: bytes) -> None:
    with suppress(InputError):
        odt.read(SAMPLE[:at] + noise + SAMPLE[at + len(noise) :])


@given(st.integers(0, len(ZIPPED) - 1), st.binary(min_size=1, max_size=8))
def test_a_package_with_broken_bytes_is_read_or_refused(at: int, noise: bytes) -> None:
    with suppress(InputError):
        odt.read(ZIPPED[:at] + noise + ZIPPED[at + len(noise) :])


@given(st.binary(max_size=100))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        odt.read(data)
