"""SD-JWTs in files: as text, and baked into pictures."""

import pytest

from hiring.errors import LimitExceeded
from hiring.intake.baking import bake_png, bake_svg
from hiring.intake.carriers import extract
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES
from tests.unit.intake.test_intake_carriers import PNG, SVG

TEXTS = ["eyJhIjoxfQ.eyJiIjoyfQ.c2ln~", "eyJhIjoxfQ.eyJiIjoyfQ.c2ln~WyJzIiwxXQ~", "ewoiYSI6MX0.e30.~WyJzIiwxXQ~a.b.c"]


def only(content: bytes) -> Artifact:
    (artifact,) = extract(SourceFile(source="f", content=content, digest="0" * 64))
    return artifact


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("around", ["{}", '"{}"\n', "\ufeff  {}\r\n", "\n\n{}"])
def test_a_text_file_is_carried_bare(text: str, around: str) -> None:
    artifact = only(around.format(text).encode())
    assert (artifact.carrier, artifact.payload) == ("sd-jwt", text.encode())


@pytest.mark.parametrize("text", TEXTS)
def test_it_may_be_baked_into_a_picture(text: str) -> None:
    assert (only(bake_png(PNG, text)).carrier, only(bake_png(PNG, text)).payload) == ("baked-png", text.encode())
    assert (only(bake_svg(SVG, text)).carrier, only(bake_svg(SVG, text)).payload) == ("baked-svg", text.encode())


def test_its_size_is_bounded() -> None:
    with pytest.raises(LimitExceeded) as caught:
        only(TEXTS[0].encode() + b"A" * MAX_CREDENTIAL_BYTES + b"~")
    assert caught.value.code == "CREDENTIAL_TOO_LARGE"
