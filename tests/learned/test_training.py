"""The tools that train: passages keep their marks, and training gives the same model again."""

import pytest
from corpus.dice import Dice
from corpus.stored import Plan
from scoring import Tally
from training import baselines, comparing, pipeline
from training.classifiers import pairs
from training.measuring import cells, tally
from training.passages import Passage, annotated, examples, losses, passages
from training.renaming import Register, register, renamed

TEXT = """一、整改措施
1.维修路灯21盏，由县供电局负责，2021年6月底前完成。
2.疏通水渠（责任人：李建国；完成时限：7月10日前）
责任单位：县水利局
"""
MARKS = (
    ("整改措施", "HEADING"),
    ("维修路灯21盏", "MEASURE"),
    ("县供电局", "OWNER_LEAD", "unit"),
    ("2021年6月底前", "DEADLINE"),
    ("疏通水渠", "MEASURE"),
    ("李建国", "OWNER_LEAD", "person"),
    ("7月10日前", "DEADLINE"),
    ("县水利局", "OWNER_LEAD", "unit"),
)


@pytest.fixture(name="plan")
def _plan() -> Plan:
    spans = [[TEXT.index(w), TEXT.index(w) + len(w), *label] for w, *label in MARKS]
    return {"format": "txt", "text": TEXT, "spans": spans, "damage": [], "sector": "village"}


def words(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[start:end], label) for start, end, label in passage.names]


def test_passages_hold_the_marks_of_their_lines(plan: Plan) -> None:
    _, first, second, third = passages([plan], (1,))
    assert words(first) == [("县供电局", "UNIT"), ("2021年6月底前", "DEADLINE")]
    assert words(second) == [("李建国", "PERSON"), ("7月10日前", "DEADLINE")]
    assert words(third) == [("县水利局", "UNIT")]


def test_another_name_moves_what_follows(plan: Plan) -> None:
    passage = list(passages([plan], (1,)))[2]
    other = renamed(passage, register(), Dice("test"))
    (name, label), deadline = words(other)
    assert label == "PERSON"
    assert name != "李建国"
    assert deadline == ("7月10日前", "DEADLINE")


def test_a_post_stays_whole_when_its_last_sign_could_be_a_surname() -> None:
    names = Register(surnames="江任", first="江", second="海", only="海")
    text = "责任人：水利站主任江海"
    other = renamed(Passage(text, ((4, len(text), "PERSON"),)), names, Dice("test"))
    ((name, _),) = words(other)
    assert name.removeprefix("水利站主任") in {"江海", "任海", "江江海", "任江海"}


def test_nothing_is_learned_where_a_name_ends_inside_a_word() -> None:
    nlp = pipeline.blank()
    text = "由水利局负责"
    cut = annotated(nlp, Passage(text, ((1, 3, "UNIT"),)))
    whole = annotated(nlp, Passage(text, ((1, 4, "UNIT"),)))
    assert [(e.text, e.label_) for e in whole.ents] == [("水利局", "UNIT")]
    assert not cut.ents
    assert [token.ent_iob_ for token in cut][:2] == ["O", ""]
    assert losses(nlp, [Passage(text, ((1, 3, "UNIT"),))]).misaligned == 1


def test_training_again_gives_the_same_weights(plan: Plan) -> None:
    def weights() -> bytes:
        nlp = pipeline.blank()
        return bytes(pipeline.train(nlp, examples(nlp, passages([plan])), 2).to_bytes())

    assert weights() == weights()


def test_figures_of_names_are_those_of_the_scorer() -> None:
    found = tally({1, 2}, {2, 3})
    assert found == Tally(found=1, extra=1, missed=1)
    assert cells(found) == ("0.500", "0.500", "0.500")


def test_a_name_that_the_tokenizer_cuts_counts_as_missed() -> None:
    nlp = pipeline.blank()
    passage = Passage("由水利局负责", ((1, 3, "UNIT"),))
    nlp.initialize(lambda: examples(nlp, [Passage("由水利局负责", ((1, 4, "UNIT"),))]))
    (row,) = (line for line in comparing.kinds(nlp, [passage]).splitlines() if "UNIT" in line)
    assert row.split(" | ")[1] == "1"


def test_the_rules_are_measured_by_their_own_characters(plan: Plan) -> None:
    owners, deadlines = comparing.by_rules(pipeline.blank().make_doc(TEXT))
    assert {TEXT[start:end] for start, end in owners} >= {"县供电局", "李建国"}
    assert "7月10日前" in {TEXT[start:end] for start, end in deadlines}


def test_keywords_are_a_fair_rival() -> None:
    assert baselines.vague(["进一步加强管理", "安装路灯12盏"]) == ["vague", "concrete"]
    assert baselines.category(["公车私用", "没有一个词"]) == ["八项规定", "业务工作"]


def test_there_are_sixty_pairs_and_none_twice() -> None:
    found = [example.text for example in pairs()]
    assert len(found) == len(set(found)) == 120
