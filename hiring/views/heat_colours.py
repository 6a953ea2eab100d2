"""Colours of the heatmap: blue to yellow over grey (cividis), read alike with every kind of colour vision and in print.

The scale goes from dark to light, so that it is one of brightness too. For projectors it is cut into five steps that
leave out the middle, where neither black nor white is read well.
"""

SCALE = ("#00224E", "#434E6C", "#7D7C78", "#BCAF6F", "#FEE838")
STEPS = ("#00142F", "#1D3A6B", "#C4B66B", "#E3D14F", "#FFF07A")
# What stands on no colour is read on light and on dark ground.
MUTED = "#747C85"
BLACK, WHITE = "#000000", "#FFFFFF"


def colour(share: float, *, projector: bool = False) -> str:
    """Return the colour at a share (0..1) of the scale."""
    within = min(max(share, 0.0), 1.0)
    if projector:
        return STEPS[min(int(within * len(STEPS)), len(STEPS) - 1)]
    at = within * (len(SCALE) - 1)
    before, after = SCALE[int(at)], SCALE[min(int(at) + 1, len(SCALE) - 1)]
    mixed = [
        round(int(before[place : place + 2], 16) * (1 - at % 1) + int(after[place : place + 2], 16) * (at % 1))
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in mixed)


def ink(ground: str) -> str:
    """Return black or white, whichever is read better on a ground."""
    return BLACK if (luminance(ground) + 0.05) ** 2 > 1.05 * 0.05 else WHITE


def stops(*, projector: bool = False) -> list[tuple[float, str]]:
    """Return the scale as a chart has it."""
    if not projector:
        return [(place / (len(SCALE) - 1), one) for place, one in enumerate(SCALE)]
    return [(end / len(STEPS), one) for place, one in enumerate(STEPS) for end in (place, place + 1)]


def luminance(tone: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), 0 to 1."""
    parts = [int(tone[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
