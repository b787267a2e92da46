"""What holds for every document, however odd: no crash, true places, the same answer again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notation import doc
from wenfeng.domain import Document, Profile, Reading, Span
from wenfeng.extract import extract
from wenfeng.rules import Case, judge

NUMBERS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "第一、",
    "一是",
    "附件1",
]
HEADINGS = [
    "主要任务",
    "整改措施",
    "存在的主要问题",
    "实施步骤",
    "组织领导",
    "工作目标",
    "有关要求",
]
WORDS = [
    "县水务局",
    "各有关部门",
    "副镇长郝明远",
    "清淤河道三公里",
    "账目不清",
    "更换管网",
    "县财政局",
    "要",
    "由",
    "牵头",
    "配合",
    "负责",
    "会同",
    "报",
    "完成",
    "立行立改",
    "长期坚持",
    "尽快",
    "每季度",
    "2025年",
    "5月底前",
    "9月31日",
    "3月—6月",
    "二〇一四年九月三日",
    "到2027年",
    "2025.6.30",
    "列第一位者为牵头单位，下同",
    "以下均需县住建局落实",
    "针对漏损的问题，",
    "〔2025〕3号",
]
LABELS = [
    "责任单位：",
    "牵头单位：",
    "完成时限：",
    "存在问题：",
    "整改措施：",
    "【责任人】",
    "备注：",
]
SIGNS = [
    "。",
    "，",
    "；",
    "、",
    "（",
    "）",
    "(",
    ")",
    " ",
    "\u3000",
    "：",
    "《",
    "》",
    "/",
    "\t",
    "…",
]
CELLS = [
    "序号",
    "存在问题",
    "整改措施",
    "责任单位",
    "配合单位",
    "完成时限",
    "合计",
    "",
    "^",
    "<",
    "——",
]

TIDY = [
    "1.清淤河道。疏浚主河槽3公里。（责任单位：县水务局；完成时限：2025年6月底前）",
    "（一）整治环境（县城管局牵头，县公安局配合）",
    "一、存在的主要问题",
    "2.管网老化，漏损率偏高。",
    "存在问题：管网老化。",
    "整改措施：更换管网12公里，5月底前完成。",
    "责任人：副镇长郝明远",
    "| 序号 | 存在问题 | 整改措施 | 责任单位 | 完成时限 |",
    "| 1 | 管网老化 | 更换管网 | 县水务局 | 9月31日 |",
    "|  |  | 并恢复路面 |  |  |",
    "附件2",
    "青禾县水务局",
    "2025年3月10日",
]

pieces = st.sampled_from(NUMBERS + HEADINGS + WORDS + LABELS + SIGNS) | st.text(max_size=4)
lines = st.lists(pieces, max_size=14).map(lambda found: "".join(found).replace("\n", ""))
heads = st.tuples(st.sampled_from(["", "# ", "## ", "{（一）}", "{1.}"]), lines).map("".join)
cells = st.sampled_from(CELLS) | lines.map(lambda text: text.replace("|", ""))
rows = st.lists(cells, min_size=2, max_size=6).map(lambda row: f"| {' | '.join(row)} |")
tidy = st.sampled_from(TIDY)
plans = st.lists(heads | tidy | rows | st.just(""), max_size=16).map("\n".join)
openings = st.sampled_from(["", "青禾县整改方案\n一、主要任务\n", "青禾县整改台账\n"])
documents = st.tuples(openings, plans).map("".join).map(doc)

often = settings(max_examples=120, deadline=None, derandomize=True)


def inside(span: Span, document: Document) -> bool:
    in_range = 0 <= span.block < len(document.blocks)
    return in_range and 0 <= span.start <= span.end <= len(document.blocks[span.block].text)


def spans(reading: Reading) -> list[Span]:
    found = [text.span for text in reading.unanswered]
    for entry in reading.entries:
        found += [entry.span, *(m.span for m in entry.measures), *(o.span for o in entry.owners)]
        found += [entry.problem.span] if entry.problem else []
        found += [entry.deadline.span] if entry.deadline else []
    return found


@often
@given(documents)
def test_extraction_never_raises_and_every_place_is_in_the_document(document: Document) -> None:
    reading = extract(document)
    assert [span for span in spans(reading) if not inside(span, document)] == []


@often
@given(documents)
def test_problems_and_measures_are_the_words_of_the_document(document: Document) -> None:
    reading = extract(document)
    texts = list(reading.unanswered)
    for entry in reading.entries:
        texts += [*entry.measures, *([entry.problem] if entry.problem else [])]
    for text in texts:
        whole = document.blocks[text.span.block].text
        assert whole[text.span.start : text.span.end] == text.text
        assert text.text.strip()


@often
@given(documents)
def test_reading_again_gives_the_same_and_every_entry_its_own_id(document: Document) -> None:
    reading = extract(document)
    assert extract(document) == reading
    ids = [entry.id for entry in reading.entries]
    assert len(set(ids)) == len(ids)


@often
@given(documents)
def test_judging_never_raises_and_findings_stand_in_order(document: Document) -> None:
    reading = extract(document)
    found = judge(Case(document, reading, Profile("test", "测试")))
    assert all(inside(finding.span, document) for finding in found)
    assert {f.entry for f in found} <= {None, *(entry.id for entry in reading.entries)}
    places = [(f.span.block, f.span.start) for f in found]
    assert places == sorted(places)


@often
@given(documents)
def test_owners_and_deadlines_have_words(document: Document) -> None:
    for entry in extract(document).entries:
        assert all(owner.name.strip() for owner in entry.owners)
        assert entry.deadline is None or entry.deadline.text.strip()
        assert entry.measures or entry.problem or entry.heading
