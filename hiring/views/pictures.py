"""Small pictures: a score with its interval as a table cell, and a badge's own picture made harmless."""

import base64
import io

from PIL import Image, UnidentifiedImageError

from hiring.settings import KIB

# Drawn at 96 px; twice that is sharp on every screen.
THUMBNAIL_PIXELS = 192
# Declared size of a picture that is decoded at all: a 50-megapixel photograph needs 200 MB of memory.
MAX_IMAGE_PIXELS = 16_000_000
# An SVG goes to the browser as it is, inside an `<img>`, where neither its scripts nor its links run.
MAX_SVG_BYTES = 512 * KIB

_BAR = 92


def score_bar(score: float, low: float, high: float) -> str:
    """Return a data URI: the score 0..100 as a bar with its number, and the plausible interval as a whisker."""
    at, start, end = (round(min(max(value, 0.0), 100.0) * _BAR / 100, 1) for value in (score, low, high))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 24" width="128" height="24">'
        f'<rect x="0" y="7" width="{_BAR}" height="10" rx="2" fill="#8A929B" fill-opacity="0.22"/>'
        f'<rect x="0" y="7" width="{at}" height="10" rx="2" fill="#0072B2"/>'
        f'<path d="M{start} 12H{end}M{start} 8.5V15.5M{end} 8.5V15.5" stroke="#E69F00" stroke-width="1.8" fill="none"/>'
        '<text x="98" y="17" font-family="sans-serif" font-size="14" font-weight="600" fill="#7C8794">'
        f"{score:.0f}</text>"
        "</svg>"
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
