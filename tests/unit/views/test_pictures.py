"""Badge pictures reach the browser decoded, small and harmless, or not at all."""

import base64
import io
import struct
import zlib
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hiring.views.pictures import MAX_SVG_BYTES, THUMBNAIL_PIXELS, mix_bar, score_bar, thumbnail


def content(uri: str) -> bytes:
    return base64.b64decode(uri.partition("base64,")[2])


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    hidden = PngImagePlugin.PngInfo()
    hidden.add_itxt("openbadgecredential", '{"secret": "address"}')
    Image.new("RGB", (width, height), "#123456").save(out, "PNG", pnginfo=hidden)
    return out.getvalue()


def test_a_picture_is_made_small_and_loses_what_was_hidden_in_it() -> None:
    uri = thumbnail(png(800, 400), "image/png")
    assert uri is not None
    assert b"secret" not in content(uri)
    with Image.open(io.BytesIO(content(uri))) as small:
        assert small.size == (THUMBNAIL_PIXELS, THUMBNAIL_PIXELS // 2)


def test_a_picture_that_claims_to_be_huge_is_not_decoded() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    assert thumbnail(bomb, "image/png") is None


def test_another_format_under_the_name_of_png_is_not_decoded() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "GIF")
    assert thumbnail(out.getvalue(), "image/png") is None


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=400))
def test_broken_pictures_are_none_or_drawn(noise: bytes, cut: int) -> None:
    whole = png(20, 20)
    uri = thumbnail(whole[:cut] + noise + whole[cut:], "image/png")
    assert uri is None or uri.startswith("data:image/png;base64,")


def test_a_drawing_goes_as_an_image_and_only_when_small() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    uri = thumbnail(drawing, "image/svg+xml")
    assert uri is not None
    assert uri.startswith("data:image/svg+xml;base64,")
    assert thumbnail(b"<svg/>" + b" " * MAX_SVG_BYTES, "image/svg+xml") is None


@pytest.mark.parametrize(("score", "low", "high"), [(0, 0, 0), (49.4, 29.1, 66.0), (100, 100, 100), (-5, -9, 140)])
def test_a_score_is_drawn_within_its_bar(score: float, low: float, high: float) -> None:
    root = ElementTree.fromstring(content(score_bar(score, low, high)))  # noqa: S314  # our own drawing
    bars = [element for element in root if element.tag.endswith("rect")]
    assert all(0 <= float(bar.get("width", "-1")) <= 112 for bar in bars)


def test_a_mix_names_its_parts_and_fills_the_bar() -> None:
    root = ElementTree.fromstring(content(mix_bar([("✓", "#0072B2", 3), ("◷", "#6F8CA8", 1)])))  # noqa: S314
    assert "✓3 ◷1" in "".join(root.itertext())
    widths = [float(element.get("width", "0")) for element in root if element.tag.endswith("rect")]
    assert widths == [67.5, 21.5]
    assert "none" in "".join(ElementTree.fromstring(content(mix_bar([]))).itertext())  # noqa: S314
