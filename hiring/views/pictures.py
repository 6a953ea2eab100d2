"""Small pictures: a score with its interval as a table cell, and a badge's own picture made harmless."""

import base64
import io
from collections.abc import Sequence

from PIL import Image, UnidentifiedImageError

from hiring.settings import KIB

# Drawn at 96 px; twice that is sharp on every screen.
THUMBNAIL_PIXELS = 192
# Declared size of a picture that is decoded at all: a 50-megapixel photograph needs 200 MB of memory.
MAX_IMAGE_PIXELS = 16_000_000
# An SVG goes to the browser as it is, inside an `<img>`, where neither its scripts nor its links run.
MAX_SVG_BYTES = 512 * KIB

# A grey that is read on the light and on the dark ground.
_INK = "#717C89"
_TRACK = "#8A929B"
_CELL = 'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif"'


def score_bar(score: float, low: float, high: float) -> str:
    """Return a data URI: the score 0..100 as number and bar, the plausible interval as numbers and whisker."""
    at, start, end = (round(min(max(value, 0.0), 100.0) * 1.12 + 4, 1) for value in (score, low, high))
    svg = (
        f'<svg {_CELL} viewBox="0 0 120 52" width="120" height="52">'
        f'<text x="4" y="21" font-size="19" font-weight="600" fill="{_INK}">{score:.0f}</text>'
        f'<text x="116" y="20" font-size="12" text-anchor="end" fill="{_INK}">{low:.0f} to {high:.0f}</text>'
        f'<rect x="4" y="31" width="112" height="11" rx="2" fill="{_TRACK}" fill-opacity="0.22"/>'
        f'<rect x="4" y="31" width="{max(at - 4, 0):.1f}" height="11" rx="2" fill="#0072B2"/>'
        f'<path d="M{start} 36.5H{end}M{start} 32V41M{end} 32V41" stroke="#E69F00" stroke-width="2" fill="none"/>'
        "</svg>"
    )
    return _data_uri("image/svg+xml", svg.encode())


def mix_bar(parts: Sequence[tuple[str, str, int]]) -> str:
    """Return a data URI: how many badges read how, as glyphs with counts over a stacked bar.

    `parts` are (glyph, hex colour, badges); glyphs and colours are ours.
    """
    total = sum(number for _, _, number in parts)
    words = " ".join(f"{glyph}{number}" for glyph, _, number in parts) or "none"
    # A letter is about 0.6 of its size wide; somebody who sent every kind gets small ones rather than cut ones.
    size = min(13.0, 92 / (0.6 * len(words)))
    bars, x = [], 2.0
    for _, colour, number in parts:
        width = 92 * number / total
        bars.append(
            f'<rect x="{x:.1f}" y="31" width="{max(width - 1.5, 1):.1f}" height="11" rx="1.5" fill="{colour}"/>'
        )
        x += width
    svg = (
        f'<svg {_CELL} viewBox="0 0 96 52" width="96" height="52">'
        f'<text x="2" y="20" font-size="{size:.1f}" fill="{_INK}">{words}</text>{"".join(bars)}</svg>'
    )
    return _data_uri("image/svg+xml", svg.encode())


def thumbnail(image: bytes, media_type: str) -> str | None:
    """Return a badge's picture as a data URI, or `None` where it cannot be drawn safely.

    A bitmap is decoded within bounds and written anew at no more than `THUMBNAIL_PIXELS`, so that nothing that was
    hidden in the file reaches the browser. Only PNG is decoded: other decoders are a larger attack surface.
    """
    if media_type == "image/svg+xml":
        return _data_uri(media_type, image) if len(image) <= MAX_SVG_BYTES else None
    try:
        with Image.open(io.BytesIO(image), formats=["PNG"]) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                return None
            small = picture.convert("RGBA")
            small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
            out = io.BytesIO()
            small.save(out, "PNG")
    # Pillow raises all of these for broken files; a picture that cannot be drawn is shown as none.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return None
    return _data_uri("image/png", out.getvalue())


def _data_uri(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
