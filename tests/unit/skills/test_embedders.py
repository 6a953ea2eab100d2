"""Vectors of texts: alike for what means the same, in place for spans, and total for any text."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.skills import fusion, minilm
from hiring.skills.embedding import Embedder, bundled, bundled_name
from hiring.skills.minilm import MiniLM
from hiring.skills.signals import SIGNALS
from hiring.skills.word_vectors import WordVectors
from hiring.skills.words import spans

LONG = "Configures networks and routers. Repairs servers of hospitals; writes reports. " * 40


@pytest.fixture(scope="module", params=["sentences", "words"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "words":
        return WordVectors()
    folder = minilm.installed()
    if folder is None:
        pytest.skip("the sentence embeddings (requirements-models.txt) are not installed")
    return MiniLM(folder)


def test_meaning_tells_texts_apart(embedder: Embedder) -> None:
    one, same, other = embedder.texts(["database administration", "administer databases", "bake bread"])
    assert one @ same > one @ other + 0.2
    assert np.allclose(np.linalg.norm([one, same, other], axis=1), 1, atol=1e-3)


def test_a_text_read_with_its_spans_is_the_text(embedder: Embedder) -> None:
    found = list(spans(LONG))
    whole, each = embedder.read(LONG, found)
    assert each.shape == (len(found), embedder.dimensions)
    (alone,) = embedder.texts([LONG])
    assert whole @ alone > 0.99


def test_a_span_means_what_its_words_mean(embedder: Embedder) -> None:
    text = "She repairs bicycles and administers PostgreSQL databases."
    found = list(spans(text))
    _, each = embedder.read(text, found)
    (asked,) = embedder.texts(["database administration"])
    best = found[int((each @ asked).argmax())]
    assert text[best.start : best.end].lower().find("databases") >= 0


@given(st.text(max_size=120))
@settings(max_examples=40)
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    found = list(spans(text))
    whole, each = embedder.read(text, found)
    assert np.isfinite(whole).all()
    assert np.isfinite(each).all()
    assert each.shape == (len(found), embedder.dimensions)


def test_every_embedder_has_its_weights(embedder: Embedder) -> None:
    for way, signals in SIGNALS.items():
        assert len(fusion.learned(way, embedder.name).linear) == len(signals)


def test_the_one_that_is_installed_is_used() -> None:
    assert bundled().name == bundled_name()


def test_without_the_package_there_are_word_vectors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(minilm, "PACKAGE", "a_package_that_nobody_has")
    assert importlib.util.find_spec(minilm.PACKAGE) is None
    assert bundled_name() == WordVectors.name


def test_many_texts_are_read_as_one_by_one() -> None:
    folder = minilm.installed()
    if folder is None:
        pytest.skip("the sentence embeddings (requirements-models.txt) are not installed")
    model = MiniLM(folder)
    labels = [f"use tool number {number}" for number in range(600)]
    together, apart = model.texts(labels), model.texts(labels[:20])
    # Activations are rounded call by call, so that what is read along changes the last digits.
    assert (together[:20] * apart).sum(axis=1).min() > 0.98
