"""Pictures of the demo's badges, drawn here: a provider's shape and colours, an achievement's initials.

PNG through Pillow, 256 px with transparent corners and under 12 kB; SVG as text. The same picture every time.
"""

import math
from functools import cache
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = 256
# Drawn four times as large and reduced: Pillow draws polygons without smoothing.
OVERSAMPLED = 4
COLOURS_KEPT = 64
# What fits under the line, in characters.
NAME_FITS = 16
SMALL_WORDS = frozenset({"and", "for", "in", "of", "the", "to", "e", "der", "für", "with", "do", "a", "an", "-"})

Point = tuple[float, float]


def initials(name: str) -> str:
    """Return up to three initials of an achievement's name, without the small words."""
    words = [word.strip(":,.-") for word in name.split() if word.lower().strip(":,.-") not in SMALL_WORDS]
    return "".join(word[0].upper() for word in words if word and word[0].isalnum())[:3] or "?"


@cache
def png(name: str, provider: str, colours: tuple[str, str], shape: str) -> bytes:
    """Return the badge as PNG, palette with transparency."""
    side = SIZE * OVERSAMPLED
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    main, accent = colours
    draw.polygon(_scaled(outline(shape, 1.0), side), fill=accent)
    draw.polygon(_scaled(outline(shape, 0.93), side), fill=main)
    draw.line(_scaled(_closed(outline(shape, 0.84)), side), fill=accent, width=side // 110, joint="curve")
    ink = _ink(main)
    draw.text((side / 2, side * 0.44), initials(name), font=_font(side * 0.25), fill=ink, anchor="mm")
    draw.line([(side * 0.3, side * 0.61), (side * 0.7, side * 0.61)], fill=accent, width=side // 90)
    draw.text((side / 2, side * 0.69), _short(provider), font=_font(side * 0.07), fill=ink, anchor="mm")
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.quantize(COLOURS_KEPT, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def svg(name: str, provider: str, colours: tuple[str, str], shape: str) -> bytes:
    """Return the badge as SVG, UTF-8."""
    main, accent = colours
    ink = _ink(main)
    paths = [
        f'<polygon points="{_points(outline(shape, size))}" fill="{fill}" stroke="{stroke}" stroke-width="2.4"/>'
        for size, fill, stroke in ((0.98, accent, accent), (0.92, main, main), (0.84, "none", accent))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}">'
        f"<title>{escape(name)}, {escape(provider)}</title>{''.join(paths)}"
        f'<g fill="{ink}" font-family="sans-serif" text-anchor="middle">'
        f'<text x="128" y="134" font-size="64" font-weight="bold">{escape(initials(name))}</text>'
        f'<text x="128" y="182" font-size="17">{escape(_short(provider))}</text></g>'
        f'<path d="M77 156H179" stroke="{accent}" stroke-width="3"/></svg>'
    ).encode()


def outline(shape: str, size: float) -> list[Point]:
    """Return the outline of a shape in the unit square; `size` 1 touches its edges."""
    radius = 0.49 * size
    match shape:
        case "hexagon":
            return [(0.5 + radius * math.sin(a), 0.5 - radius * math.cos(a)) for a in _angles(6)]
        case "shield":
            return [(0.5 + radius * x, 0.5 + radius * y) for x, y in _SHIELD]
        case _:
            return [(0.5 + radius * math.sin(a), 0.5 - radius * math.cos(a)) for a in _angles(72)]


def _angles(number: int) -> list[float]:
    return [2 * math.pi * n / number for n in range(number)]


def _shield() -> list[Point]:
    """Flat top with a raised middle, sides that curve to a point."""
    right = [(0.88 * math.cos(t) ** 0.6, 0.1 + 0.9 * math.sin(t)) for t in (math.pi / 2 * n / 20 for n in range(20))]
    left = [(-x, y) for x, y in reversed(right)]
    return [(0.0, -0.98), (0.88, -0.8), *right, (0.0, 1.0), *left, (-0.88, -0.8)]


_SHIELD = _shield()


def _closed(points: list[Point]) -> list[Point]:
    return [*points, points[0], points[1]]


def _scaled(points: list[Point], side: int) -> list[Point]:
    return [(x * side, y * side) for x, y in points]


def _points(points: list[Point]) -> str:
    return " ".join(f"{x * SIZE:.1f},{y * SIZE:.1f}" for x, y in points)


def _short(provider: str) -> str:
    """Return as many of a provider's leading words as fit into the badge, at least one, no small word at the end."""
    words = provider.split()
    while len(words) > 1 and (len(" ".join(words)) > NAME_FITS or words[-1].lower() in SMALL_WORDS):
        words.pop()
    return " ".join(words)


def _ink(colour: str) -> str:
    """Return white or near-black, whichever reads better on a colour (relative luminance, WCAG 2.2)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.55 else "#1a1a1a"


@cache
def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
