"""Classifiers of short texts: what is stored, what is refused, what probabilities add up to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from training.examples import Example
from training.fitting import Recipe, calibrated, fit, rows, save

from wenfeng.errors import ResourceError
from wenfeng.learned.linear import Features, Linear, load, plain, read

SMALL = Recipe(Features(1, 2, 256))
TEXTS = {
    "fruit": ("苹果三箱", "梨子很甜", "苹果和梨子", "一筐苹果"),
    "metal": ("铁钉两斤", "铜线一卷", "铁皮和铜线", "铁钉生锈"),
    "cloth": ("棉布一匹", "丝绸很软", "棉布和丝绸", "一匹丝绸"),
}


def learned(*labels: str) -> Linear:
    return fit([Example(text, label, "") for label in labels for text in TEXTS[label]], SMALL)


@pytest.mark.parametrize("labels", [("fruit", "metal"), ("fruit", "metal", "cloth")])
def test_a_stored_classifier_answers_as_before(tmp_path: Path, labels: tuple[str, ...]) -> None:
    model = learned(*labels)
    save(model, tmp_path / "small.weights")
    stored = read(tmp_path / "small.weights")
    asked = ["铁钉一斤", "苹果一箱"]
    assert [guess.label for guess in stored.guess(asked)] == ["metal", "fruit"]
    assert np.allclose(stored.probabilities(asked), model.probabilities(asked), atol=0.01)


def test_probabilities_add_up_and_the_guess_is_the_likeliest() -> None:
    model = learned("fruit", "metal", "cloth")
    chances = model.probabilities(["铁皮", ""])
    assert [sum(row) for row in chances] == pytest.approx([1, 1])
    assert model.guess(["铁皮"])[0].probability == max(chances[0])


def test_a_temperature_softens_without_changing_the_label() -> None:
    model = learned("fruit", "metal")
    sharp, soft = model.guess(["铁钉"])[0], calibrated(model, 4).guess(["铁钉"])[0]
    assert sharp.label == soft.label
    assert 0.5 < soft.probability < sharp.probability


def test_no_texts_give_no_guesses() -> None:
    assert learned("fruit", "metal").guess([]) == ()


def test_figures_and_white_space_do_not_count() -> None:
    assert plain("清退 １２.5 万元\n3户") == plain("清退7万元40户") == "清退0万元0户"


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(ResourceError, match="缺少模型 weather") as caught:
        load("weather")
    assert "train.py" in caught.value.hint


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"plain words", b"\xff\xfe\n"])
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "small.weights"
    path.write_bytes(data)
    with pytest.raises(ResourceError, match=r"small\.weights"):
        read(path)


HEADER = {
    "format": 2,
    "labels": ["vague", "concrete"],
    "features": {"shortest": 1, "longest": 2, "size": 4, "signs": 0},
    "bias": [0.0, 0.0],
}


@pytest.mark.parametrize(
    "header",
    [
        "{}",
        "[]",
        '{"format": 1}',
        json.dumps({**HEADER, "bias": [0.0]}),
        json.dumps({**HEADER, "features": {"length": 4}}),
        json.dumps({**HEADER, "features": {**HEADER["features"], "size": 5}}),  # type: ignore[dict-item]
        json.dumps({**HEADER, "features": {**HEADER["features"], "size": -1}}),  # type: ignore[dict-item]
    ],
)
def test_a_damaged_header_is_named(tmp_path: Path, header: str) -> None:
    path = tmp_path / "small.weights"
    path.write_bytes(header.encode() + b"\n" + bytes(2 * 2 * 4))
    with pytest.raises(ResourceError, match=r"small\.weights"):
        read(path)


def test_what_is_stored_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.weights"
    path.write_bytes(json.dumps(HEADER).encode() + b"\n" + bytes(2 * 2 * 4))
    assert read(path).probabilities(["铁皮"]) == [[0.5, 0.5]]


def test_the_program_and_training_see_the_same_numbers() -> None:
    features = Features(1, 2, 64, signs=0.3)
    asked = ["清退3户", "", "每月公示一次"]
    for row, text in zip(rows(asked, features).toarray(), asked, strict=True):
        assert {slot: value for slot, value in enumerate(row) if value} == pytest.approx(
            dict(features.of(text))
        )


def test_answering_loads_nothing_heavy() -> None:
    code = (
        "import sys; from wenfeng.learned.linear import load; load('vague').guess(['加强管理'])\n"
        "assert not {'numpy', 'sklearn', 'scipy'} & set(sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
