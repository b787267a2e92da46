"""Classifiers of short texts: what is stored, what is refused, what probabilities add up to."""

from pathlib import Path

import numpy as np
import pytest
from training.examples import Example
from training.fitting import Recipe, calibrated, fit, save

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
    save(model, tmp_path / "small.npz")
    stored = read(tmp_path / "small.npz")
    asked = ["铁钉一斤", "苹果一箱"]
    assert [guess.label for guess in stored.guess(asked)] == ["metal", "fruit"]
    assert np.allclose(stored.probabilities(asked), model.probabilities(asked), atol=0.01)


def test_probabilities_add_up_and_the_guess_is_the_likeliest() -> None:
    model = learned("fruit", "metal", "cloth")
    chances = model.probabilities(["铁皮", ""])
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert model.guess(["铁皮"])[0].probability == pytest.approx(float(chances[0].max()))


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


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"plain words"])
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "small.npz"
    path.write_bytes(data)
    with pytest.raises(ResourceError, match=r"small\.npz"):
        read(path)


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.npz"
    np.savez(path, header=np.array([{"format": 1}], dtype=object), weights=[0], bias=[0])
    with pytest.raises(ResourceError, match=r"small\.npz"):
        read(path)


@pytest.mark.parametrize("header", ["{}", "[]", '{"format": 1}'])
def test_a_damaged_header_is_named(tmp_path: Path, header: str) -> None:
    path = tmp_path / "small.npz"
    np.savez(path, header=np.array(header), weights=np.zeros((1, 1)), bias=np.zeros(1))
    with pytest.raises(ResourceError, match=r"small\.npz"):
        read(path)
