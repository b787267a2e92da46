"""wenfeng as a spaCy pipeline."""

import doctest
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from wenfeng import language
from wenfeng.errors import ResourceError

PLAN = """柳河乡作风整改方案

一、存在问题
有的村干部坐班时间不固定，群众办事找不到人。
二、整改措施
1.每个村在门口张贴值班表，写明电话（责任单位：乡党政办、各村委会；完成时限：2021年6月底前）
2.拆除多余的指示牌12块（城建所负责，7月10日前完成）

2021年5月6日
"""
Found = list[tuple[str, str, str, str]]


@pytest.fixture(scope="module", name="nlp")
def _nlp() -> Language:
    return language.load()


def found(doc: Doc, group: str) -> Found:
    return [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans[group]]


def test_entries_come_from_the_rules(nlp: Language) -> None:
    doc = nlp(PLAN)
    assert [entry.id for entry in doc._.wenfeng.entries] == ["e1", "e2"]
    assert [s.text[:4] for s in doc.spans["measures"]] == ["每个村在", "拆除多余"]
    assert found(doc, "owners") == [
        ("乡党政办", "lead", "unit", "e1"),
        ("各村委会", "lead", "group", "e1"),
        ("城建所", "lead", "unit", "e2"),
    ]
    assert [(s.text, s.label_, s.id_) for s in doc.spans["deadlines"]] == [
        ("2021年6月底前", "date", "e1"),
        ("7月10日前", "date", "e2"),
    ]


def test_an_entry_reaches_from_its_measure_to_its_last_value(nlp: Language) -> None:
    doc = nlp(PLAN)
    first, second = doc.spans["entries"]
    assert first.text.startswith("每个村") and "2021年6月底前" in first.text
    assert second.text.startswith("拆除") and "7月10日前" in second.text


def test_the_model_names_owners_and_deadlines(nlp: Language) -> None:
    doc = nlp(PLAN)
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("乡党政办", "UNIT"), ("2021年6月底前", "DEADLINE")} <= names


@pytest.mark.parametrize("person", ["副镇长孙云华", "县委副书记张某某", "李建国"])
def test_the_model_names_people(nlp: Language, person: str) -> None:
    doc = nlp(f"责任人：{person}；完成时限：2021年6月底前")
    assert (person, "PERSON") in {(entity.text, entity.label_) for entity in doc.ents}


def test_the_stored_pipeline_looks_at_last_signs(nlp: Language) -> None:
    assert [token.suffix_ for token in nlp.make_doc("信访室")] == ["室"]


def test_answers_are_stable(nlp: Language) -> None:
    first, second = (nlp(PLAN) for _ in range(2))
    assert first.to_bytes() == second.to_bytes()


@pytest.mark.parametrize("text", ["", "\n\n", "\r\n1.修路。\r\n\r\n", "。；（"])
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert set(language.GROUPS) <= set(doc.spans)


def test_line_ends_do_not_move_spans(nlp: Language) -> None:
    doc = nlp(PLAN.replace("\n", "\r\n"))
    assert found(doc, "owners") == found(nlp(PLAN), "owners")


def test_pipe_reads_as_one_by_one(nlp: Language) -> None:
    texts = [PLAN, "", "1.修路（责任单位：交通局）"]
    for doc, text in zip(nlp.pipe(texts), texts, strict=True):
        assert found(doc, "owners") == found(nlp(text), "owners")


def test_a_stored_doc_keeps_everything(nlp: Language) -> None:
    doc = nlp(PLAN)
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    for group in language.GROUPS:
        assert found(again, group) == found(doc, group)
    assert again._.wenfeng == doc._.wenfeng


def test_a_folder_that_holds_no_pipeline_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="无法读入"):
        language.assembled(tmp_path)


def test_the_example_runs() -> None:
    done = doctest.testmod(language)
    assert done.attempted
    assert not done.failed
