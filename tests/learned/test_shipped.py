"""The models that ship: small enough, described, and giving the answers they gave when trained."""

import re

import pytest
from training.card import LIMIT_MB, WHAT, size

from wenfeng.learned.linear import load
from wenfeng.resources import model_path


def test_all_models_together_are_small() -> None:
    assert sum(size(model_path(name)) for name in WHAT) <= LIMIT_MB * 1e6


def test_the_card_gives_figures_for_every_model() -> None:
    card = model_path("README.md").read_text("utf-8")
    assert not re.search(r"@\w+@", card)
    for part in ("## zh_wenfeng", "### category", "### vague", "## 速度"):
        behind = card.split(part)[1].split("\n#")[0]
        assert re.search(r"\| [\d.,]+ \|", behind), part


def test_nothing_ships_that_the_card_does_not_name() -> None:
    shipped = {path.name for path in model_path("README.md").parent.iterdir()}
    assert shipped == {*WHAT, "README.md"}


def test_the_card_gives_the_sizes_of_the_files_that_lie_there() -> None:
    card = model_path("README.md").read_text("utf-8")
    for name in WHAT:
        assert f"{size(model_path(name)):,}" in card


@pytest.mark.parametrize(
    ("model", "text", "label"),
    [
        ("vague", "进一步提高思想认识，切实增强责任感", "vague"),
        ("vague", "给每个库房装一台温湿度计，每天记录两次", "concrete"),
        ("category", "公车私用，违规发放津补贴", "八项规定"),
        ("category", "党支部三会一课记录不全，党费收缴不及时", "党的建设"),
    ],
)
def test_plain_cases_are_answered_with_confidence(model: str, text: str, label: str) -> None:
    (guess,) = load(model).guess([text])
    assert guess.label == label
    assert guess.probability > 0.5
